"""The words part of a bundle says on what terms, of what day, and what of it has been recalled since."""

from folkmoot.domain.openness import Openness
from folkmoot.events.entry import canonical

TERMS = """These words were made public by the people who wrote them, by a licence that names its source, or by the duty of an office.
You may read them, keep them with this record and quote them with their entry number. You may not try to find out who wrote them.
Look for a newer list of what was recalled before you use them again, and take down what it names.
"""


def recalled_lines(seen: Openness) -> bytes:
    """words/recalled.jsonl: every seal that was public once and is not now, why, and the entry that says so."""
    return b"".join(
        canonical({"by": -1 if status.by is None else status.by, "i": i, "k": k, "why": status.why}) + b"\n"
        for i, k, status in seen.recalled()
    )


def terms_text(origin: str, size: int, day: str, openings: str, recalled: str) -> str:
    """The text of words/terms that is signed: what the words belong to, their day, and what both lists hash to.

    day: `YYYY-MM-DD`. openings, recalled: SHA-256 of the files, lower-case hex.
    """
    return "\n".join(("folkmoot/words/v1", origin, str(size), day, openings, recalled, TERMS))
