"""A bundle that was made to break a verifier is answered in sentences: nothing in it is believed before it is looked at."""

import os
import random
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.audit import audit
from folkmoot.events.entry import Entry, read, write
from folkmoot.record.checkpoint import Checkpoint, sign
from folkmoot.record.note import Signer, generate
from tests.audit import tampering
from tests.audit.conftest import Fresh
from tests.audit.tampering import leaves_of, sign_again, write_tiles
from tests.audit.town import Town

JUNK: list[Any] = [None, 0, -1, 10**30, 2**63, 1.5, True, "", [], {}, "x" * 9_000, "e\u0301", [[]] * 3, {"a": {"b": []}}, "\x00",
                   "9999-12-31T23:59Z", "community", "p_aaaaaaaaaaaaaaaa", "house", ["a", "a"], {"": ""}, {"grain": 0}]  # fmt: skip
"""What no rule would let in."""


def parts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where there is something in a value, however deep."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, part in inner for deeper in parts(part, (*path, key)))]


def mangled(leaf: bytes, chance: random.Random) -> bytes:
    """An entry with one part taken out, put in or replaced."""
    entry = msgspec.json.decode(leaf)
    *path, last = chance.choice(parts(entry)[1:])
    holder = entry
    for key in path:
        holder = holder[key]
    junk = chance.choice(JUNK)
    match chance.choice(["take", "put", "replace"]):
        case "take":
            del holder[last]
        case "put" if isinstance(holder[last], list):
            holder[last] = [*holder[last], junk]
        case "put" if isinstance(holder[last], dict):
            holder[last] = {**holder[last], "more": junk}
        case _:
            holder[last] = junk
    return msgspec.json.encode(entry, order="sorted")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_whatever_a_host_signs_for_the_answer_is_a_report(town: Town, fresh: Fresh, seed: int) -> None:
    chance, folder = random.Random(seed), fresh()
    leaves = leaves_of(folder)[:150]
    kinds = sorted({read(leaf).type for leaf in leaves})
    for _ in range(chance.randrange(1, 4)):
        kind = chance.choice(kinds)
        at = chance.choice([n for n, leaf in enumerate(leaves) if b'"type":"%s"' % kind.encode() in leaf] or [0])
        leaves[at] = mangled(leaves[at], chance)
    sign_again(folder, leaves, Signer.parse(town.secret))
    report = audit(folder, town.key)
    assert report.text().isprintable() or "\n" in report.text()
    assert all(sentence.isprintable() for _, sentence in report.faults)


@pytest.mark.parametrize("size", [10**6, 10**15, 2**63 - 1])
def test_a_size_that_somebody_only_wrote_is_not_believed(town: Town, fresh: Fresh, size: int) -> None:
    folder = fresh()
    signed = sign(Checkpoint(Signer.parse(town.secret).name, size, bytes(32)), Signer.parse(town.secret))
    (folder / "checkpoint").write_bytes(signed)
    report = audit(folder, town.key)
    assert "So much is missing" in report.text()


def test_a_file_of_any_length_is_not_read(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    for name in ("tile/entries/000", "tile/0/000", "words/recalled.jsonl"):
        os.truncate(folder / name, 1 << 40)
    report = audit(folder, town.key)
    assert (0, 256) in [place for place, _ in report.faults]
    assert "larger than any file of a bundle may be" in report.text()


@pytest.mark.parametrize("name", ["checkpoint", "vkey", "tile/entries/000", "words/openings.jsonl", "words/terms"])
def test_a_link_is_not_followed(town: Town, fresh: Fresh, name: str, tmp_path: Path) -> None:
    folder = fresh()
    shutil.copy(folder / name, tmp_path / "elsewhere")
    (folder / name).unlink()
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert f"{name} is missing" in audit(folder, town.key).text()


def test_a_linked_folder_is_not_followed(town: Town, fresh: Fresh, tmp_path: Path) -> None:
    folder = fresh()
    shutil.move(folder / "tile", tmp_path / "tile")
    (folder / "tile").symlink_to(tmp_path / "tile")
    report = audit(folder, town.key)
    assert (None, "tile is no part of a bundle.") in report.faults
    assert "tile/entries/000 is missing" in report.text()


def test_a_name_in_the_record_leads_to_no_file_outside(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    leaves = leaves_of(folder)
    at = next(n for n, leaf in enumerate(leaves) if b'"type":"decision.tallied"' in leaf)
    leaves[at] = leaves[at].replace(b'"counts"', b'"chosen2":0,"counts"').replace(b'"input"', b'"detail":"../vkey","input"')
    sign_again(folder, leaves, Signer.parse(town.secret))
    assert (at, "A file that it names is not named by its SHA-256.") in audit(folder, town.key).faults


LINE = b'{"i":0,"k":0,"payload":"{}","salt":"' + b"A" * 43 + b'="}\n'


@pytest.mark.parametrize(
    "openings",
    [
        b"\xff\n",
        b"\n",
        b"{}\n",
        b"[" * 100_000 + b"\n",
        b"x" * 3_000_000,
        LINE + LINE,
        LINE[:-1],
        LINE.replace(b'"i":0', b'"i":-1'),
        LINE.replace(b'"i":0', b'"i": 0'),
        LINE.replace(b"A=", b"B="),
        LINE.replace(b"A" * 4, b"", 1),
        LINE.replace(b'"{}"', b'"\\u0041"'),
        LINE.replace(b'"k":0', b'"k":' + b"9" * 400),
    ],
)
def test_openings_that_are_not_written_as_such_are_a_fault(town: Town, fresh: Fresh, openings: bytes) -> None:
    folder = fresh()
    (folder / "words/openings.jsonl").write_bytes(openings)
    tampering.sign_words(folder, len(leaves_of(folder)), Signer.parse(town.secret))
    report = audit(folder, town.key)
    assert any("words/openings.jsonl is not an opening" in sentence or "given" in sentence for _, sentence in report.faults)


@pytest.mark.parametrize("name", ["vkey", "checkpoint", "ABOUT.txt", "words/terms", "words/recalled.jsonl", "tile/0/000"])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\n", b"\xe2\x80\x94 x y\n" * 200])
def test_any_bytes_in_place_of_a_file_are_a_fault(town: Town, fresh: Fresh, name: str, data: bytes) -> None:
    folder = fresh()
    if (folder / name).read_bytes() == data:
        return
    (folder / name).write_bytes(data)
    assert not audit(folder, town.key).ok
    assert not audit(folder).ok


@pytest.mark.parametrize("trust", ["", "x", "a+b+c", "town+00000000+AQ==", "\x00"])
def test_a_key_that_is_none_is_said_to_be_none(town: Town, trust: str) -> None:
    assert "is no key" in audit(town.bundle, trust).text()


def test_a_key_of_another_record_did_not_sign_this_one(town: Town) -> None:
    assert "not signed by the key" in audit(town.bundle, str(generate("other.example/record").verifier)).text()


def test_a_folder_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    assert "is not a folder" in audit(tmp_path / "none").text()
    assert "vkey is missing" in audit(tmp_path).text()


def test_an_empty_record_has_no_founding_and_no_key(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    signer = Signer.parse(town.secret)
    root = write_tiles(folder, [])
    (folder / "checkpoint").write_bytes(sign(Checkpoint(signer.name, 0, root), signer))
    assert "states another key" in audit(folder, town.key).text()


def test_control_signs_in_a_name_do_not_reach_the_terminal(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    (folder / "a\x1b[2Jb\n").write_bytes(b"")
    entry = Entry("p_\x1b[31m", (), 0, 1, msgspec.Raw(b"{}"), "community", "2026-01-01T00:00Z", "x.y", 1, "web")
    sign_again(folder, [write(entry)], Signer.parse(town.secret))
    assert "\x1b" not in audit(folder, town.key).text()
