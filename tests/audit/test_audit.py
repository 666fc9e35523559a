"""The report says in plain sentences what was checked, what was not, who vouched for it, and what explains each gap."""

import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from folkmoot.audit import audit
from folkmoot.audit.outside import NOTHING
from folkmoot.bundle import export_community
from folkmoot.domain.contributing import EraseContribution
from folkmoot.domain.rules import Refused
from folkmoot.events.decision import Tallied
from folkmoot.events.entry import Entry, canonical, pub_of, read, write
from folkmoot.events.record import RecordRestored
from folkmoot.installation import HOUSE, Installation
from folkmoot.record import receipt
from folkmoot.record.checkpoint import parse
from folkmoot.record.note import Signer, split
from folkmoot.record.tree import leaf_hash
from folkmoot.record.vault import Opening, seal_of
from tests.audit import tampering
from tests.audit.conftest import Fresh
from tests.audit.tampering import Leaves, leaves_of, sign_again
from tests.audit.town import COMMUNITY, Town


def added(folder: Path, town: Town, stream: str, kind: str, pub: bytes, cm: tuple[str, ...] = (), v: int = 1) -> int:
    """Let the host add an entry of the house to the record and sign it; answers its index."""
    leaves = leaves_of(folder)
    n = 1 + max((entry.n for entry in map(read, leaves) if entry.s == stream), default=0)
    entry = Entry("house", cm, len(leaves), n, msgspec.Raw(pub), stream, read(leaves[-1]).t, kind, v, "house")
    sign_again(folder, [*leaves, write(entry)], Signer.parse(town.secret))
    return entry.i


def tallied_with(folder: Path, town: Town, **fields: object) -> int:
    """Let the host write the result anew, with other fields; answers its index."""
    leaves: Leaves = leaves_of(folder)
    at = next(n for n, leaf in enumerate(leaves) if b'"type":"decision.tallied"' in leaf)
    entry = read(leaves[at])
    fact = entry.fact()
    assert isinstance(fact, Tallied)
    leaves[at] = write(msgspec.structs.replace(entry, pub=pub_of(msgspec.structs.replace(fact, **fields))))
    sign_again(folder, leaves, Signer.parse(town.secret))
    return at


def promised(folder: Path, town: Town, index: int, leaf: bytes, days: int) -> Path:
    """A folder with one receipt for an entry, due in some days."""
    due = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=days)
    home = town.home / "keys" / f"{COMMUNITY}.receipt.skey"
    origin = parse(split(town.older)[0]).origin
    made = receipt.make(receipt.Receipt(origin, index, leaf_hash(leaf), due), Signer.parse(home.read_text().strip()))
    folder.mkdir()
    (folder / "one.receipt").write_bytes(made)
    return folder


def test_without_a_key_from_outside_the_report_says_that_nobody_vouched_for_it(town: Town) -> None:
    report = audit(town.bundle)
    assert report.ok
    assert report.vouched == [
        "The key is the one that the bundle itself names; nobody outside vouched for it. Give --trust.",
        NOTHING,
    ]


def test_with_a_key_a_checkpoint_and_receipts_it_says_who_vouched_for_what(town: Town) -> None:
    report = audit(town.bundle, town.key, town.older, town.receipts)
    size = parse(split(town.older)[0]).size
    assert report.vouched == [
        "The key is the one that you gave.",
        f"The first {size} entries are those of the older checkpoint that you gave.",
        f"The first {size} entries are those of the checkpoint in mine.tlog-proof.",
        "1 of 1 receipts are honoured.",
    ]


def test_a_report_is_plain_text_and_data(town: Town) -> None:
    report = audit(town.bundle, town.key)
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report
    assert report.text().splitlines()[0] == "All that could be checked holds."
    assert report.first_bad is None
    assert report.figures["entries"] == len(leaves_of(town.bundle))


def test_a_report_lists_a_hundred_faults_and_counts_the_rest(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    leaves = [leaf.replace(b'"via":"web"', b'"via":"api" ') for leaf in leaves_of(folder)]
    sign_again(folder, leaves, Signer.parse(town.secret))
    report = audit(folder, town.key)
    assert len(report.faults) == 100
    assert f"and {report.figures['faults'] - 100} more" in report.text()


def test_a_bundle_without_words_verifies_and_says_that_no_seal_was_opened(town: Town, tmp_path: Path) -> None:
    installation = Installation(town.home, write=False)
    try:
        export_community(installation, COMMUNITY, tmp_path / "bare", words=False)
    finally:
        installation.close()
    report = audit(tmp_path / "bare", town.key)
    assert report.ok
    assert report.not_checked == ["The words are not in this bundle, so no seal was opened."]
    assert report.figures["recounted"] == 1


def test_progress_is_told_while_entries_are_checked(town: Town) -> None:
    told: list[tuple[int, int]] = []
    audit(town.bundle, progress=lambda done, size: told.append((done, size)))
    assert told
    assert all(done <= size == len(leaves_of(town.bundle)) for done, size in told)


def test_a_kind_that_is_not_known_is_carried_and_counted(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    seal = seal_of(bytes(32), b"{}")
    added(folder, town, "community", "weather.changed", b'{"to":"rain"}', (seal,))
    added(folder, town, "community", "weather.changed", b'{"to":"sun"}', (seal,))
    report = audit(folder, town.key)
    assert report.ok, report.text()
    assert report.not_checked == ["2 entries of the kind weather.changed version 1 are not known to this release."]


def test_the_seal_of_an_unknown_kind_is_private(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    at = added(folder, town, "community", "weather.changed", b"{}", (seal_of(bytes(32), b"{}"),))
    lines = [*tampering.openings(folder), {"i": at, "k": 0, "payload": "{}", "salt": "A" * 43 + "="}]
    tampering.write_openings(folder, lines)
    tampering.sign_words(folder, at + 1, Signer.parse(town.secret))
    assert audit(folder, town.key).first_bad == at


def test_a_result_that_is_another_is_found_by_counting_again(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    at = tallied_with(folder, town, chosen=("b",))
    report = audit(folder, town.key)
    assert report.first_bad == at
    assert "counted again" in report.faults[0][1]


def test_a_public_file_is_there_is_the_one_and_is_named(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    blob = b'{"rounds":[]}'
    name = sha256(blob).hexdigest()
    at = tallied_with(folder, town, detail=name)
    assert (at, f"blobs/{name} is missing.") in audit(folder, town.key).faults
    (folder / "blobs" / name).write_bytes(b"{}")
    assert (at, f"the file blobs/{name} that it names is another one.") in audit(folder, town.key).faults
    (folder / "blobs" / name).write_bytes(blob)
    (folder / "blobs" / ("0" * 64)).write_bytes(b"")
    assert (None, f"blobs/{'0' * 64} is named by no entry.") in audit(folder, town.key).faults


def test_words_lost_in_a_restore_are_explained_by_the_entry_that_says_so(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    lost = tampering.leave_out(folder, 3)
    payload, salt = canonical({"lang": "en", "text": "The disk failed."}), bytes(32)
    fact = pub_of(RecordRestored(start=lost, stop=lost + 1))
    at = added(folder, town, "community", "record.restored", bytes(fact), (seal_of(salt, payload),))
    reason = {"i": at, "k": 0, "payload": payload.decode(), "salt": "A" * 43 + "="}
    tampering.write_openings(folder, [*tampering.openings(folder), reason])
    tampering.sign_words(folder, at + 1, Signer.parse(town.secret))
    report = audit(folder, town.key)
    assert report.ok, report.text()
    assert report.figures["lost"] == 1


def test_an_older_checkpoint_that_covers_more_says_what_is_gone(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    leaves = leaves_of(folder)
    sign_again(folder, leaves[:500], Signer.parse(town.secret))
    newer = (town.bundle / "checkpoint").read_bytes()
    report = audit(folder, town.key, newer)
    assert ((500, len(leaves)), "the older checkpoint that you gave covers these entries, and they are not here any more.") in (
        report.faults
    )


@pytest.mark.parametrize("other", [b"", b"x" * 100, b"\xff\xfe", b"a\n1\nb\n\n\xe2\x80\x94 a AAAA\n"])
def test_an_older_checkpoint_of_something_else_is_said_to_be_none(town: Town, other: bytes) -> None:
    report = audit(town.bundle, town.key, other)
    assert [place for place, _ in report.faults] == [None]
    assert "is not one of this record" in report.faults[0][1]


def test_a_receipt_that_is_overdue_is_a_fault_and_one_that_is_not_due_is_not(town: Town, tmp_path: Path) -> None:
    size = len(leaves_of(town.bundle))
    overdue = audit(town.bundle, town.key, receipts=promised(tmp_path / "1", town, size, b"{}", -1))
    assert overdue.first_bad == size
    assert "and it is not here" in overdue.text()
    due = audit(town.bundle, town.key, receipts=promised(tmp_path / "2", town, size, b"{}", 1))
    assert due.ok
    assert due.not_checked == [f"one.receipt promises entry {size}, which is not due yet."]


def test_a_receipt_for_another_entry_in_that_place_is_a_fault_there(town: Town, tmp_path: Path) -> None:
    report = audit(town.bundle, town.key, receipts=promised(tmp_path / "1", town, 7, b"{}", 1))
    assert report.first_bad == 7


def test_receipts_that_cannot_be_read_are_named(town: Town, tmp_path: Path) -> None:
    (tmp_path / "a.receipt").write_bytes(b"\xff")
    (tmp_path / "b.receipt").mkdir()
    (tmp_path / "c.tlog-proof").write_bytes(b"c2sp.org/tlog-proof@v1\n")
    report = audit(town.bundle, town.key, receipts=tmp_path)
    assert [sentence.split(" ")[0] for _, sentence in report.faults] == ["a.receipt", "b.receipt", "c.tlog-proof"]
    assert "is not a folder" in audit(town.bundle, town.key, receipts=tmp_path / "none").text()


class Meddled(Installation):
    """An installation in which somebody erases their words while a bundle is being written."""

    erasing: str = ""

    def opening(self, community: str, i: int, k: int) -> Opening | None:
        if self.erasing:
            erasing, self.erasing = self.erasing, ""
            self.moot(community).do(EraseContribution(contribution=erasing), HOUSE)
        return super().opening(community, i, k)


def test_words_erased_while_a_bundle_is_written_leave_it_whole(town: Town, tmp_path: Path) -> None:
    installation = Meddled(tampering.copy_home(town.home, tmp_path / "home"))
    entries = [read(leaf) for leaf in leaves_of(town.bundle)]
    open_ = {line["i"] for line in tampering.openings(town.bundle)}
    last = max((entry for entry in entries if entry.i in open_ and entry.type == "contribution.received"), key=lambda e: e.i)
    try:
        installation.erasing = last.s
        size = export_community(installation, COMMUNITY, tmp_path / "bundle")
    finally:
        installation.close()
    report = audit(tmp_path / "bundle", town.key)
    assert report.ok, report.text()
    assert size == len(entries) + 1
    assert last.i not in {line["i"] for line in tampering.openings(tmp_path / "bundle")}


def test_a_bundle_is_never_written_over_another_folder(town: Town, tmp_path: Path) -> None:
    installation = Installation(town.home, write=False)
    try:
        with pytest.raises(Refused, match="choose a folder that does not"):
            export_community(installation, COMMUNITY, tmp_path)
        (tmp_path / "new.part").mkdir()
        (tmp_path / "new.part" / "left").write_text("by one that was stopped")
        export_community(installation, COMMUNITY, tmp_path / "new")
    finally:
        installation.close()
    assert audit(tmp_path / "new", town.key).ok
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
