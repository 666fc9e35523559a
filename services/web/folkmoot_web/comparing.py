"""Two texts side by side, word by word: what stayed, what was removed and what was added."""

import difflib
import re
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


class Part(NamedTuple):
    """Words that belong together. what: `same` in both, `removed` from the earlier text or `added` by the later one."""

    what: Literal["same", "removed", "added"]
    text: str


def compare(earlier: str, later: str) -> tuple[Part, ...]:
    """The later text with what was removed and added shown in it; what was replaced stands before what replaces it.

    Joined again, what is not `added` is the earlier text, and what is not `removed` the later one.
    """
    before, after = _TOKEN.findall(earlier), _TOKEN.findall(later)
    parts: list[Part] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(before[a:b])))
            continue
        if a < b:
            parts.append(Part("removed", "".join(before[a:b])))
        if c < d:
            parts.append(Part("added", "".join(after[c:d])))
    return tuple(_readable(parts))


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
