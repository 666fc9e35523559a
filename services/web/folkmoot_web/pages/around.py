"""What the pages of a community have in common: where one is, who spoke, and which day one looks at."""

import secrets
from collections.abc import Mapping
from typing import Any

import msgspec

from folkmoot.domain.rules import Refused
from folkmoot.views import community as communities
from folkmoot.views.batch import EVERY
from folkmoot.views.reading import View
from folkmoot.views.shown import Piece, Said, said, time_of
from folkmoot_web import languages
from folkmoot_web.ask import Ask
from folkmoot_web.pages import consent
from folkmoot_web.problem import not_here


class Place(msgspec.Struct, frozen=True):
    """The community a page is in.

    name: None while its words cannot be shown. today: path of its first page. root: the same, as it stood where the
    past is looked at. at, at_t: index and time that it is looked at, None and empty for today.
    """

    id: str
    name: Said | None
    languages: tuple[str, ...]
    today: str
    root: str
    at: int | None
    at_t: str
    offices: Mapping[str, communities.Office]

    @property
    def lang(self) -> str:
        """Its first language."""
        return self.languages[0] if self.languages else "und"


def place(ask: Ask, view: View) -> Place:
    """The community of a request, as a view shows it.

    Raises Problem 404 when the view does not hold it yet.
    """
    if ask.at is not None:
        return _place(ask, view)
    index = view.row("SELECT max(i) FROM touched WHERE n = ?", EVERY)[0] or -1
    kept = ask.front.places.get(ask.community)
    if kept is None or kept[0] != index:
        kept = ask.front.places[ask.community] = index, _place(ask, view)
    found: Place = kept[1]
    return found


def _place(ask: Ask, view: View) -> Place:
    row = view.row("SELECT i, languages FROM community ORDER BY i LIMIT 1")
    if row is None:
        raise not_here()
    today = f"/c/{ask.community}"
    root = today if ask.at is None else f"/at/{ask.at}{today}"
    at_t = "" if ask.at is None else time_of(view, ask.at)
    name = said(view, row[0])
    tags = msgspec.json.decode(row[1], type=tuple[str, ...])
    return Place(ask.community, name, tags, today, root, ask.at, at_t, communities.offices(view))


def values(ask: Ask, view: View) -> dict[str, Any]:
    """What every template of a community's pages is given."""
    here = place(ask, view)
    return {
        "place": here,
        "roles": ask.roles if ask.at is None else frozenset(),
        "who": Speakers(here, ask.locale),
        "wording": consent,
    }


def today(ask: Ask, view: View) -> str:
    """The date in UTC, `YYYY-MM-DD`; where the past is looked at, that of the last entry then."""
    return ask.front.today if ask.at is None else time_of(view, view.size - 1)[:10]


class Speakers:
    """Who spoke, as people are shown: an office by its title, a participant by a made-up name."""

    def __init__(self, here: Place, locale: str) -> None:
        self._offices, self._locale = here.offices, locale

    def office(self, by: str) -> Said | None:
        """The title of an office, None for anybody else."""
        return self._offices[by].title if by in self._offices else None

    @staticmethod
    def code(pseudonym: str) -> str:
        """The part of a pseudonym that people are told apart by: short enough to say, long enough to be one person's."""
        tail = pseudonym.partition("_")[2]
        return f"{tail[:3]} {tail[3:6]}"


def own_names(ask: Ask, canvas: str) -> tuple[str, ...]:
    """Whom the viewer speaks as in a canvas: under a made-up name, or as offices."""
    mine = ask.pseudonym(canvas) if ask.viewer.person else ""
    return (*ask.offices, mine) if mine else ask.offices


def own(ask: Ask, piece: Piece) -> bool:
    """Whether the viewer brought a contribution, under a made-up name or in an office."""
    return ask.speaks_as(piece.by, piece.canvas)


def serving(here: Place) -> list[tuple[str, str]]:
    """(id, title) of the offices that hold a role now, to choose one from."""
    return [(id_, one.title.text if one.title else id_) for id_, one in here.offices.items() if one.roles]


def tongues(ask: Ask, here: Place) -> list[dict[str, str]]:
    """Languages to choose from for one's own words."""
    return languages.choices(ask.locale, here.languages)


def fresh() -> str:
    """Names one asking, so that a form sent twice is one thing done."""
    return secrets.token_hex(8)


def fault(refused: Refused, fields: Mapping[str, str], other: str = "") -> str:
    """Id of the field that a refusal is about. fields: words that the sentence then holds -> id. other: id when none fits."""
    sentence = str(refused).casefold()
    return next((field for said, field in fields.items() if said in sentence), other)
