"""The kinds of facts of a record, and who may state them and when: section 3 of the written format."""

from pathlib import Path

from tests.second_verifier.case import Case
from tests.second_verifier.history import ROLES
from tests.second_verifier.terms import WORDS

LINES = Path(__file__).with_name("kinds.txt").read_text().splitlines()
ROWS = [[part.strip() for part in line.split(";")] for line in LINES if line[:1] != "#"]
KINDS = {row[0]: row[1:] for row in ROWS}  # kind -> streams, guards of the seals, fields, what must hold


def wrong(c: Case) -> str:  # the words of its row that do not hold
    return " ".join(word for word in KINDS[c.e.type][3].split() if not any(holds(c, each) for each in word.split("/")))


def holds(c: Case, word: str) -> bool:
    name, _, rest = word.removeprefix("!").partition(":")
    args = [c, *rest.split(",")] if rest else [c]
    found = c.has(name) if name in ROLES else WORDS[name](*args) if name in WORDS else c.r.elsewhere(name, c.e)
    return bool(found) != word.startswith("!")
