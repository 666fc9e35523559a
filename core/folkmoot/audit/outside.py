"""What somebody outside the host kept, an older checkpoint or a receipt, is what a host with the key cannot rewrite."""

import datetime
from pathlib import Path

from folkmoot.audit.report import Report
from folkmoot.bundle import Unreadable
from folkmoot.record import proof, receipt
from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.note import NoteError, Verifier
from folkmoot.record.tree import ProofError

NOTHING = (
    "Nothing outside the host was compared: no older checkpoint, proof or receipt was given."
    " A host that holds the key could have written all of this anew."
)


class Outside:
    """The older checkpoint and the receipts that an auditor brings."""

    def __init__(self, signed: Checkpoint, verifier: Verifier, since: bytes | None, folder: Path | None, report: Report) -> None:
        self._signed, self._report = signed, report
        self._olds = self._older(since, verifier) if since is not None else []
        self._receipts = self._read(folder)
        self._olds += self._proofs(folder, verifier)
        self.sizes = {old.size for _, old in self._olds if 0 < old.size <= signed.size}
        self.indices = {promise.index for _, _, promise in self._receipts}

    def _older(self, since: bytes, verifier: Verifier) -> list[tuple[str, Checkpoint]]:
        try:
            return [("the older checkpoint that you gave", open_checkpoint(since, [verifier], self._signed.origin)[0])]
        except NoteError as fault:
            self._report.fault(None, f"the older checkpoint that you gave is not one of this record: {fault}")
            return []

    def _read(self, folder: Path | None) -> list[tuple[str, bytes, receipt.Receipt]]:
        if folder is not None and not folder.is_dir():
            raise Unreadable(f"{folder} is not a folder; name the one that your receipts are in.")
        found = []
        for path in sorted(folder.glob("*.receipt")) if folder else ():
            try:
                data = path.read_bytes()
                found.append((path.name, data, receipt.parse(data)))
            except (NoteError, OSError) as fault:
                self._report.fault(None, f"{path.name} is no receipt: {fault}")
        return found

    def _proofs(self, folder: Path | None, verifier: Verifier) -> list[tuple[str, Checkpoint]]:
        """A proof carries the checkpoint of its day, which vouches for everything before it."""
        found = []
        for path in sorted(folder.glob("*.tlog-proof")) if folder else ():
            try:
                found.append(
                    (f"the checkpoint in {path.name}", proof.verify(path.read_bytes(), [verifier], self._signed.origin)[1])
                )
            except (ProofError, NoteError, OSError) as fault:
                self._report.fault(None, f"{path.name} is no proof of this record: {fault}")
        return found

    def compare(self, roots: dict[int, bytes], leaves: dict[int, bytes], keys: dict[str, str]) -> None:
        """Compare with what the record holds. roots, leaves: at the sizes and indices asked for.

        keys: vkey of receipts, by each name that the record had.
        """
        if not self._olds and not self._receipts:
            self._report.vouched.append(NOTHING)
        for name, old in self._olds:
            self._compare_old(name, old, roots)
        honoured = sum(self._honoured(*each, leaves, keys) for each in self._receipts)
        if self._receipts:
            self._report.vouched.append(f"{honoured} of {len(self._receipts)} receipts are honoured.")

    def _compare_old(self, name: str, old: Checkpoint, roots: dict[int, bytes]) -> None:
        if old.size > self._signed.size:
            self._report.fault((self._signed.size, old.size), f"{name} covers these entries, and they are not here any more.")
        elif old.size and roots.get(old.size) != old.root:
            self._report.fault((0, old.size), f"these entries are not the ones that {name} was signed for.")
        else:
            self._report.vouched.append(f"The first {old.size} entries are those of {name}.")

    def _honoured(self, name: str, data: bytes, promise: receipt.Receipt, leaves: dict[int, bytes], keys: dict[str, str]) -> bool:
        key = keys.get(promise.origin)
        if key is None:
            self._report.fault(None, f"{name} is a receipt of {promise.origin}, another record.")
            return False
        try:
            receipt.verify(data, [Verifier.parse(key)])
        except NoteError as fault:
            self._report.fault(None, f"{name} is not signed by the receipt key of this record: {fault}")
            return False
        if promise.index >= self._signed.size:
            return self._later(name, promise)
        if leaves.get(promise.index) != promise.leaf:
            self._report.fault(promise.index, f"this entry is not the one that {name} was given for.")
            return False
        return True

    def _later(self, name: str, promise: receipt.Receipt) -> bool:
        if promise.due < datetime.datetime.now(datetime.UTC):
            self._report.fault(
                promise.index, f"{name} promises this entry since {promise.due:%Y-%m-%d %H:%M} UTC, and it is not here."
            )
        else:
            self._report.not_checked.append(f"{name} promises entry {promise.index}, which is not due yet.")
        return False
