"""What pages show of somebody's words, of a thing named in passing, and of a contribution in a list."""

from typing import Any, Literal

import msgspec

from folkmoot.domain.telling import NOTHING, Telling
from folkmoot.events.contribution import Kind
from folkmoot.views.reading import View
from folkmoot.views.schema import word

PAGE = 50
"""Items on a page of a list."""

END = 1 << 62
"""Cursor of the page that holds the newest."""

AT = "(SELECT t FROM times WHERE times.i <= {} ORDER BY times.i DESC LIMIT 1)"
"""SQL for the time of an entry."""

Why = Literal["consent", "licence or duty", "not shared", "consent withdrawn", "withdrawn", "hidden", "held", "erased", "redacted"]
"""Why the words of a contribution are public, or are not, in the terms of domain/openness.py."""


class Said(msgspec.Struct, frozen=True):
    """Words as they were said. lang: BCP 47, `und` when not known. title: empty when there is none. telling: of a story, whose
    it is, how they are named and what it speaks of.
    """

    text: str
    lang: str
    title: str = ""
    telling: Telling = NOTHING

    @property
    def first(self) -> str:
        """What people are shown before the words themselves: what they speak of where that could hurt, else their title."""
        return self.telling.note or self.title or self.text


class Mention(msgspec.Struct, frozen=True):
    """A contribution named on the page of something else; said is None while its words are not public."""

    id: str
    kind: Kind
    said: Said | None


class Piece(msgspec.Struct, frozen=True):
    """A contribution in a list.

    n: cursor, rises with time. i, t: index and time of the entry that brought it. by: pseudonym or office. said: None
    when its words are not public, or were lost. open: its words are public by the record; why, since: why they are or are
    not, and the index of the entry that says so, -1 when none does. source: `src_…` of an import. claimed: date a source
    claims. to: office that a question is put to. revised: how many times. comments: public ones.
    """

    n: int
    id: str
    i: int
    t: str
    canvas: str
    kind: Kind
    by: str
    lang: str
    open: bool
    why: Why
    since: int
    source: str
    claimed: str
    to: str
    revised: int
    comments: int
    agree: int
    disagree: int
    passed: int
    answered: int
    said: Said | None


PIECE = f"""SELECT c.n, c.id, c.i, {AT.format("c.i")}, canvases.id, c.kind, c.author, c.lang, c.open, c.why, c.since, c.source,
    c.claimed, c.addressee, c.revised, c.comments, c.agree, c.disagree, c.pass, c.answered, w.body, w.lang, w.title, w.telling
    FROM contributions c LEFT JOIN canvases ON canvases.n = c.canvas
    LEFT JOIN words w ON c.open AND w.w = c.words * 256 """
"""SQL that selects what `piece` takes; a WHERE goes on after it."""


def piece(row: Any) -> Piece:
    """A contribution from a row of PIECE."""
    words = None if row[20] is None else Said(row[20], row[21], row[22], telling(row[23]))
    return Piece(*[*row[:8], bool(row[8]), *row[9:20], words])


def telling(stored: str) -> Telling:
    """How a story is told, as the words of a contribution keep it; that of everything else is NOTHING."""
    return msgspec.json.decode(stored, type=Telling) if stored else NOTHING


class _Payload(Said, frozen=True):
    """The parts of a telling stand beside the text in a payload."""

    named: Any = ""
    name: str = ""
    about: str = ""
    captured: str = ""
    attested: str = ""
    note: str = ""


def opened(payload: bytes) -> Said:
    """Words from the payload of a seal.

    Raises msgspec.MsgspecError when it is not of that form.
    """
    found = msgspec.json.decode(payload, type=_Payload)
    parts = {name: getattr(found, name) for name in Telling.__struct_fields__}
    return Said(found.text, found.lang, found.title, Telling(**parts))


def said(view: View, i: int, k: int = 0) -> Said | None:
    """The words of seal `k` of entry `i`, None while they are not public or when they are lost."""
    row = view.row("SELECT body, lang, title FROM words WHERE w = ?", word(i, k)) if i >= 0 else None
    return row and Said(*row)


def time_of(view: View, i: int) -> str:
    """`YYYY-MM-DDTHH:MMZ` of an entry, empty for -1."""
    row = view.row(f"SELECT {AT.format('?')}", i) if i >= 0 else None
    return row[0] or "" if row else ""


def number(view: View, name: str) -> int:
    """The number of a name, 0 when the record does not show it."""
    row = view.row("SELECT n FROM names WHERE name = ?", name)
    return row[0] if row else 0


def totals(view: View, canvas: int) -> dict[str, int]:
    """What there is of each in a canvas, by its number, or in the community for WHOLE; what there is none of is left out.

    story, idea, statement, comment, question: public ones. people: who joined and did not leave. responses: one a
    person and statement. decisions: called. voting: open for ballots. decided: with a result.
    """
    return dict(view.rows("SELECT what, number FROM totals WHERE canvas = ?", canvas))
