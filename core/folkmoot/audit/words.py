"""Every seal is opened or explained: what must be public opens, what may not be is not there, what is gone has its entry."""

import hashlib

from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle, Opened, Unreadable
from folkmoot.bundle.words import recalled_lines, terms_text
from folkmoot.domain.openness import Openness
from folkmoot.record.note import NoteError, Verifier, open_note
from folkmoot.record.vault import seal_of


def check_words(bundle: Bundle, seen: Openness, seals: dict[int, tuple[str, ...]], report: Report) -> None:
    """Compare the words part with what the record says of each seal. seals: entry index -> its `cm`."""
    must = seen.public()
    due = next(must, None)
    count = lost = 0
    try:
        for opened in bundle.openings():
            while due is not None and due < (opened.i, opened.k):
                lost += _missing(due, seen, report)
                due = next(must, None)
            if due == (opened.i, opened.k):
                due = next(must, None)
            else:
                _not_allowed(opened, seen, seals, report)
            if seal_of(opened.salt, opened.payload) not in seals.get(opened.i, ())[opened.k : opened.k + 1]:
                report.fault(opened.i, f"the words given for its seal {opened.k} are not the ones that it sealed.")
            count += 1
    except Unreadable as fault:
        report.fault(None, str(fault))
    while due is not None:
        lost += _missing(due, seen, report)
        due = next(must, None)
    report.figures |= {"openings": count, "lost": lost}
    report.checked.append(f"Each of {count} openings was compared with its seal, and each seal with what the record says of it.")
    _count_gaps(seen, lost, report)


def _missing(due: tuple[int, int], seen: Openness, report: Report) -> bool:
    """Whether a restore explains a public seal that is not opened; else it is a fault."""
    if seen.why_not_here(*due) is None:
        report.fault(due[0], f"its seal {due[1]} is public by the record, is not opened, and no entry explains why.")
        return False
    return True


def _not_allowed(opened: Opened, seen: Openness, seals: dict[int, tuple[str, ...]], report: Report) -> None:
    if opened.i not in seals or opened.k >= len(seals[opened.i]):
        report.fault(opened.i, f"words are given for a seal {opened.k} that it does not have.")
        return
    status = seen.status(opened.i, opened.k)
    report.fault(
        opened.i, f"the words of its seal {opened.k} are given away, and by the record they are not public ({status.why})."
    )


def _count_gaps(seen: Openness, lost: int, report: Report) -> None:
    erased = sum(piece.erased >= 0 for piece in seen.pieces.values())
    report.checked.append(
        f"The record says that {erased} contributions and {len(seen.erased)} people were erased, {len(seen.redacted)} payloads"
        f" redacted, and words lost in {len(seen.lost)} restores; {lost} public words are not here because of those."
    )


def check_terms(bundle: Bundle, origin: str, size: int, seen: Openness, verifier: Verifier, report: Report) -> None:
    """The words belong to this record and this size, and the list of what was recalled is the one that the record makes."""
    try:
        openings = hashlib.sha256()
        with (bundle.folder / "words/openings.jsonl").open("rb") as file:
            while part := file.read(1 << 20):
                openings.update(part)
        recalled = bundle.bytes_of("words/recalled.jsonl")
        text = open_note(bundle.bytes_of("words/terms"), [verifier]).text
    except (Unreadable, OSError, NoteError, UnicodeDecodeError) as fault:
        report.fault(None, f"words/terms cannot be trusted: {fault}")
        return
    day = text.split("\n")[3] if text.count("\n") > 5 else ""
    if text != terms_text(origin, size, day, openings.hexdigest(), hashlib.sha256(recalled).hexdigest()):
        report.fault(None, "words/terms is not about these words, this record, or these terms.")
    elif recalled != recalled_lines(seen):
        report.fault(None, "words/recalled.jsonl is not the list of what the record says was recalled.")
    else:
        report.checked.append(f"The words are those of {day}, signed for together with their terms.")
