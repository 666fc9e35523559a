"""Two texts side by side, word by word: what stayed, what was removed and what was added."""

import difflib
import re
from typing import Literal, NamedTuple

_SENTENCE = re.compile(r"[^\n.!?。।؟۔…]*[\n.!?。।؟۔…]+\s*|[^\n.!?。।؟۔…]+")
_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")

CAREFUL = 250_000
"""Pairs of pieces up to which each is looked for; beyond that the frequent ones are passed over, which is quicker."""


class Part(NamedTuple):
    """Words that belong together. what: `same` in both, `removed` from the earlier text or `added` by the later one."""

    what: Literal["same", "removed", "added"]
    text: str


def compare(earlier: str, later: str) -> tuple[Part, ...]:
    """The later text with what was removed and added shown in it; what was replaced stands before what replaces it.

    Joined again, what is not `added` is the earlier text, and what is not `removed` the later one.
    """
    parts: list[Part] = []
    for kept, before, after in _pairs(_SENTENCE.findall(earlier), _SENTENCE.findall(later)):
        pairs = [(kept, before, after)] if kept else _pairs(_TOKEN.findall(before), _TOKEN.findall(after))
        for same, old, new in pairs:
            parts += [Part("same", old)] if same else _changed(old, new)
    return tuple(_readable(parts))


def _pairs(before: list[str], after: list[str]) -> list[tuple[bool, str, str]]:
    """Whether they are the same, the earlier and the later text, piece by piece."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) * len(after) > CAREFUL)
    return [(tag == "equal", "".join(before[a:b]), "".join(after[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]


def _readable(parts: list[Part]) -> list[Part]:
    """Changes with only a space or nothing said between them read as one, so that a rewritten sentence is not hacked up."""
    joined: list[Part] = []
    removed = added = ""
    for place, part in enumerate(parts):
        bridge = part.what == "same" and not part.text.strip(" ") and (removed or added) and place + 1 < len(parts)
        if part.what == "removed" or bridge:
            removed += part.text
        if part.what == "added" or bridge:
            added += part.text
        if part.what == "same" and not bridge:
            joined += [*_changed(removed, added), part]
            removed = added = ""
    return joined + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Part]:
    return [part for part in (Part("removed", removed), Part("added", added)) if part.text]
