"""Who may, and on whose objects, is decided here for every route alike, before it runs."""

from collections.abc import Iterable

import msgspec

from folkmoot_web.ask import Ask
from folkmoot_web.policy import NO_TOKEN, NOT_YOURS, SIGN_IN, TAKE_PART_FIRST, Policy
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.things import PREFIXES, Thing


def admit(ask: Ask, may: Policy) -> None:
    """Refuse a viewer that a policy does not let in, and an address that names nothing of its community.

    Raises Problem 401, 403 or 404.
    """
    if ask.community and not ask.front.has(ask.community):
        raise not_here()
    found = [_find(ask, name, value) for name, value in ask.path.items() if name in PREFIXES]
    if may.who == "everyone":
        return
    # a page gives somebody new a session once it has read the form
    if may.who == "guest" and (ask.viewer.person or ask.route.media == "form"):
        return
    if not ask.viewer.person:
        raise _who_are_you(ask, may)
    if may.roles and ask.roles.intersection(may.roles):
        return
    if may.who == "roles":
        raise Problem(403, f"Only {_any(may.roles)} can do this. {SIGN_IN}")
    if not may.own and not _took_part(ask, found):
        raise Problem(403, TAKE_PART_FIRST)
    if may.own in ask.path:
        own(ask, ask.path[may.own], may.own)


def admit_form(ask: Ask, may: Policy, form: msgspec.Struct | None) -> None:
    """The same for what a form names: each object is one of this community, and the viewer's own where it must be.

    Raises Problem 403 or 404.
    """
    if form is None:
        return
    named = {name: getattr(form, name) for name in form.__struct_fields__ if name in PREFIXES}
    found = [_find(ask, name, value) for name, value in named.items() if isinstance(value, str) and value]
    holds = not ask.roles.isdisjoint(may.roles)
    if may.who == "participant" and not (may.own or holds or _took_part(ask, found)):
        raise Problem(403, TAKE_PART_FIRST)
    if may.own in form.__struct_fields__ and not holds:
        own(ask, getattr(form, may.own), may.own)


def own(ask: Ask, stream: str, name: str = "") -> None:
    """Refuse when an object of this community is not the viewer's own: brought under their pseudonym or office.

    Raises Problem 403 or 404.
    """
    thing = _find(ask, name, stream)
    if not ask.speaks_as(thing.by, thing.canvas):
        raise Problem(403, NOT_YOURS)


def _find(ask: Ask, name: str, stream: str) -> Thing:
    thing = ask.front.things.find(ask.community, stream, name)
    if thing is None:
        raise not_here()
    return thing


def _took_part(ask: Ask, found: Iterable[Thing]) -> bool:
    """Whether the viewer joined the canvas that the address names, or, where it names none, is somebody at all."""
    canvases = {thing.canvas for thing in found if thing.canvas}
    return all(ask.pseudonym(canvas) for canvas in canvases)


def _who_are_you(ask: Ask, may: Policy) -> Problem:
    if ask.heard.for_programs:
        return Problem(401, NO_TOKEN, {"www-authenticate": "Bearer"})
    return Problem(401, SIGN_IN if may.who == "roles" else TAKE_PART_FIRST)


def _any(names: Iterable[str]) -> str:
    return " or ".join(f"a {name}" if name[0] not in "aeio" else f"an {name}" for name in names)
