"""An audit goes once through a bundle, entry by entry, and keeps only what the rules need to remember."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

from folkmoot import dispatch
from folkmoot.audit.continued import check_continued
from folkmoot.audit.decoding import Decoder
from folkmoot.audit.history import History, lines, opened
from folkmoot.audit.kinds import LAWS
from folkmoot.audit.laws import Broken, Laws
from folkmoot.audit.outside import Outside
from folkmoot.audit.overdue import check_overdue
from folkmoot.audit.recount import Tally, check_blobs, recount
from folkmoot.audit.report import Report
from folkmoot.audit.tree import TreeCheck
from folkmoot.audit.words import check_terms, check_words
from folkmoot.bundle import ABOUT, Bundle, Unreadable, blob_of
from folkmoot.events.decision import Tallied
from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.note import NoteError, Verifier
from folkmoot.record.tiles import WIDTH

Progress = Callable[[int, int], None]

MISSING = 100
"""Bundles of entries that may be missing before no more are looked for: a size is only what somebody wrote."""


def audit(
    folder: Path,
    trust: str | None = None,
    since: bytes | None = None,
    receipts: Path | None = None,
    progress: Progress | None = None,
    *,
    history: bool = False,
) -> Report:
    """Check everything in a bundle.

    trust: vkey that must have signed it; without one, the key that the bundle itself names. since: an older checkpoint of
    this record, signed. receipts: folder of receipts, files ending in `.receipt`. history: tell what happened as well.
    """
    report = Report()
    try:
        going = Audit(Bundle(folder), trust, since, receipts, report, History() if history else None)
        going.run(progress)
        if going.history is not None:
            report.history += lines(going.history, opened(going.history, going.bundle))
    except Unreadable as fault:
        report.fault(None, str(fault))
        report.not_checked.append(f"Nothing was looked at beyond this: {fault}")
    return report


class Audit:
    """One going-through of one bundle."""

    def __init__(
        self,
        bundle: Bundle,
        trust: str | None,
        since: bytes | None,
        receipts: Path | None,
        report: Report,
        history: History | None = None,
    ) -> None:
        self.bundle, self.report, self.history = bundle, report, history
        self.verifier = self._verifier(trust)
        self.signed = self._signed()
        self.outside = Outside(self.signed, self.verifier, since, receipts, report)
        self.tree = TreeCheck(bundle, self.signed, self.outside.sizes, self.outside.indices)
        self.laws = Laws(dispatch.load().methods, LAWS.__getitem__)
        self.decoder = Decoder()
        self.seals: dict[int, tuple[str, ...]] = {}
        self.tallies: list[Tally] = []
        self.blobs: dict[str, int] = {}

    def run(self, progress: Progress | None) -> None:
        """Go through all of it."""
        self._files()
        self._entries(progress)
        # which entries were altered comes before what one altered entry makes look wrong in all that follow it
        against_tree = Report()
        as_signed = self.tree.finish(against_tree)
        self.report.begin_with(against_tree)
        if as_signed:
            self._own_key()
            check_continued(self.laws.before, self.bundle, self.report)
            keys = {before.said.origin: before.receipt for before in self.laws.before}
            keys[self.signed.origin] = self.laws.keys.receipt
            self.outside.compare(self.tree.roots, self.tree.leaves, keys)
            self._words()
            recount(self.tallies, self.laws, self.report)
            check_blobs(self.blobs, self.bundle, self.report)
            check_overdue(self.laws, self.report)
        else:
            self.report.not_checked.append(
                "Words, public files, results, receipts and older checkpoints were not judged, because the entries are not what"
                " was signed."
            )

    def _verifier(self, trust: str | None) -> Verifier:
        """The key that must have signed: the one given, or the one that the bundle names."""
        named = self.bundle.bytes_of("vkey")
        try:
            if trust is not None:
                verifier = Verifier.parse(trust.strip())
                if named.decode() != f"{verifier}\n":
                    self.report.fault(None, "vkey does not name the key that you trust.")
                self.report.vouched.append("The key is the one that you gave.")
                return verifier
            self.report.vouched.append(
                "The key is the one that the bundle itself names; nobody outside vouched for it. Give --trust."
            )
            return Verifier.parse(_one_line(named))
        except (NoteError, UnicodeDecodeError, ValueError) as fault:
            raise Unreadable(f"vkey is no key: {fault}") from fault

    def _signed(self) -> Checkpoint:
        try:
            signed, _ = open_checkpoint(self.bundle.bytes_of("checkpoint"), [self.verifier])
        except (NoteError, UnicodeDecodeError) as fault:
            raise Unreadable(f"The checkpoint is not signed by the key: {fault}") from fault
        if signed.origin != self.verifier.name:
            raise Unreadable(f"The checkpoint is of {signed.origin}, and the key is that of {self.verifier.name}.")
        self.report.checked.append(f"The checkpoint of {signed.origin}, {signed.size} entries, is signed by its key.")
        self.report.figures["entries"] = signed.size
        return signed

    def _files(self) -> None:
        if self.bundle.bytes_of("ABOUT.txt") != ABOUT.encode():
            self.report.fault(None, "ABOUT.txt is not the text of this format.")
        for name in self.bundle.strangers(self.signed.size):
            self.report.fault(None, f"{name} is no part of a bundle.")

    def _entries(self, progress: Progress | None) -> None:
        size, missing = self.signed.size, 0
        for index in range((size + WIDTH - 1) // WIDTH):
            entries, wrong = self.bundle.entries(index, size)
            if wrong:
                stop = min(size, (index + 1) * WIDTH)
                self.report.fault((min(index * WIDTH + len(entries), stop - 1), stop), wrong)
                missing += not entries
                if missing > MISSING:
                    raise Unreadable("So much is missing that nothing more was looked for.")
            self.tree.take(index, entries)
            for at, leaf in enumerate(entries, index * WIDTH):
                self._entry(at, leaf)
            if progress and index % 16 == 0:
                progress(index * WIDTH, size)

    def _entry(self, at: int, leaf: bytes) -> None:
        try:
            entry, fact = self.decoder.read(leaf)
        except ValueError as fault:
            self.report.fault(at, f"it is not an entry: {fault}.")
            return
        if fact is None:
            self.report.fault(at, "its bytes are not canonical JSON of at most 8 KiB.")
            self.laws.skip(entry)
            return
        if self.history is not None:
            self.history.take(entry, fact)
        if entry.i != at:
            self.report.fault(at, f"it says it is entry {entry.i}.")
        try:
            self.laws.take(entry, fact)
        except Broken as broken:
            self.report.fault(at, str(broken))
        if entry.cm:
            if not all(map(_is_hash, entry.cm)):
                self.report.fault(at, "a seal of it is not 32 bytes in base64.")
            self.seals[at] = entry.cm
        if isinstance(fact, Tallied):
            self.tallies.append((at, entry.s, fact))
        if name := blob_of(fact):
            self.blobs[name] = at

    def _own_key(self) -> None:
        if self.laws.keys.checkpoint != str(self.verifier):
            self.report.fault(None, "the record itself states another key than the one that signed the checkpoint.")
        self.report.checked.append(
            "Each entry was held against the rules as they stood: form, order, time, place in its stream, role and terms."
        )
        for name, count in sorted(self.laws.unknown.items()):
            self.report.not_checked.append(f"{count} entries of the kind {name} are not known to this release.")

    def _words(self) -> None:
        if not self.bundle.has_words:
            self.report.not_checked.append("The words are not in this bundle, so no seal was opened.")
            return
        check_words(self.bundle, self.laws.seen, self.seals, self.report)
        check_terms(self.bundle, self.signed.origin, self.signed.size, self.laws.seen, self.verifier, self.report)


def _one_line(text: bytes) -> str:
    line, end, rest = text.decode().partition("\n")
    if not end or rest:
        raise ValueError("it is not one line")
    return line


def _is_hash(seal: str) -> bool:
    try:
        return len(b64decode(seal, validate=True)) == 32 and len(seal) == 44
    except ValueError:
        return False
