"""What is the asker's own: what they brought and answered, a copy of all that is held about them, and its erasure."""

import msgspec

from folkmoot.views.mine import Mine, mine
from folkmoot.views.shown import Said
from folkmoot_web import acting, held
from folkmoot_web.answers import Answer, Data
from folkmoot_web.api.commands import ROOT
from folkmoot_web.ask import Ask
from folkmoot_web.policy import guest
from folkmoot_web.routing import Nothing, Route, Routes

routes = Routes()


class Private(msgspec.Struct):
    """Words of the asker that are not public. said: None when they are gone."""

    contribution: str
    said: Said | None


class AllMine(msgspec.Struct):
    """What the asker brought, answered, voted and linked in a community. private: their words that are not public."""

    mine: Mine
    private: list[Private]


class Erased(msgspec.Struct):
    """What was erased: in how many canvases the asker took part. The session is over."""

    parts: int


@routes.read(f"{ROOT}/mine", may=guest, answer=AllMine)
def own(ask: Ask) -> Answer:
    """What the asker brought, answered, voted and linked in this community."""
    names = [name for where, _, name in ask.front.people.pseudonyms(ask.viewer.person) if where == ask.community]
    found = mine(ask.view, [*names, *ask.offices])
    closed = [one for one in found.contributions if one.piece.said is None]
    private = [Private(one.piece.id, ask.front.said(ask.community, one.words_at)) for one in closed]
    return Data(AllMine(found, private))


@routes.read("/api/v1/me/copy", may=guest, dear=True, answer=held.Copy)
def everything_held(ask: Ask) -> Answer:
    """A copy of all that is held about the asker."""
    return Data(held.copy(ask.front, ask.viewer.person))


async def _erase(ask: Ask, form: Nothing) -> Answer:
    """Erase the asker: words, contact, and what ties their made-up names to them, in every community."""
    return Data(Erased(await acting.erase_person(ask.front, ask.viewer)))


routes.add(
    Route(
        "POST",
        "/api/v1/me/erase",
        guest,
        _erase,
        "json",
        Nothing,
        answer=Erased,
        says=(_erase.__doc__ or "").strip(),
    )
)
