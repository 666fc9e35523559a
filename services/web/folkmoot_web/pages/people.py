"""The stewards' page of people: who serves in which office; every change is an entry with its reason, every name stays out."""

import asyncio
from typing import Annotated, get_args

import msgspec

from folkmoot.domain.community import GiveRole, TakeRoleBack
from folkmoot.domain.rules import Refused
from folkmoot.events.community import Role, RoleGiven
from folkmoot.events.entry import read
from folkmoot.record.holders import MOST, Holder
from folkmoot.views import community as communities
from folkmoot_web.answers import Answer, Go, Page
from folkmoot_web.ask import Ask
from folkmoot_web.pages import around
from folkmoot_web.pages.saying import Tag
from folkmoot_web.policy import roles
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.routing import Routes

routes = Routes()
ROOT = "/c/{community}/people"
STEWARD = roles("steward")

CHOOSE = "Choose a role from the list."
NAME = "Say who it is, so that the stewards know; the name stays out of the record."
YOURS = "You cannot let yourself in anew. Another steward does this for you."
IDLE = "This office holds no role now. Give it a role instead; then somebody can be let in."

Name = Annotated[str, msgspec.Meta(max_length=MOST)]

FIELDS = {"the reason": "reason", "a title": "title", "role": "role", "steward": "role"}


class Inviting(msgspec.Struct):
    """A new office with somebody in it. name: kept out of the record. title: how people know the office."""

    name: Name
    title: str
    role: str = ""
    key: Tag = ""


class Giving(msgspec.Struct):
    """A further role. name: of whoever is to serve, where nobody does."""

    role: str = ""
    name: Name = ""


class Taking(msgspec.Struct):
    """A role that is taken back."""

    reason: str
    role: str = ""


class Renewing(msgspec.Struct):
    """Somebody is let into an office in place of whoever could get in so far. name: kept out of the record."""

    name: Name
    reason: str


def _serving(ask: Ask) -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for holder in ask.front.people.holders.serving(ask.community):
        found.setdefault(holder.office, []).append(holder)
    return found


def _role(ask: Ask, given: str) -> Role:
    if given not in get_args(Role):
        ask.fault = "role"
        raise Problem(422, CHOOSE)
    return given  # type: ignore[return-value]  # as just asked


def _office(ask: Ask, office: str) -> communities.Office:
    return communities.offices(ask.view).get(office) or _nowhere()


def _nowhere() -> communities.Office:
    raise not_here()


@routes.read(ROOT, may=STEWARD)
def people(ask: Ask) -> Answer:
    """Who serves in which office."""
    values = around.values(ask, ask.view)
    return Page.of("people.html", **values, serving=_serving(ask), every_role=get_args(Role), fresh=around.fresh)


@routes.read(f"{ROOT}/{{office}}", may=STEWARD)
def office(ask: Ask, office: str) -> Answer:
    """One office: its roles, who serves in it, and what a steward may do about it."""
    found = _office(ask, office)
    holders = _serving(ask).get(office, [])
    keys = {one.person: len(ask.front.people.passkeys.of(one.person)) for one in holders}
    values = around.values(ask, ask.view)
    left = [role for role in get_args(Role) if role not in found.roles]
    return Page.of("people_office.html", **values, office=found, holders=holders, keys=keys, left=left, own=office in ask.offices)


@routes.act(f"{ROOT}/invite", may=STEWARD, form=Inviting, again=people)
async def invited(ask: Ask, form: Inviting) -> Answer:
    """Make an office with its first role, and a link for whoever is to serve in it."""
    role = _role(ask, form.role)
    if not form.name.strip():
        ask.fault = "name"
        raise Problem(422, NAME)
    done = await _do(ask, GiveRole(role=role, title=form.title), form.key)
    given = read(ask.front.store.read(ask.community, done, 1)[0]).fact()
    assert isinstance(given, RoleGiven)
    return await _let_in(ask, given.office, form.name)


@routes.act(f"{ROOT}/{{office}}/give", may=STEWARD, form=Giving, again=office)
async def gave(ask: Ask, office: str, form: Giving) -> Answer:
    """Give an office a further role; where nobody serves in it, somebody is let in."""
    found = _office(ask, office)
    role, alone = _role(ask, form.role), office not in _serving(ask)
    if alone and not form.name.strip():
        ask.fault = "give-name"
        raise Problem(422, NAME)
    await _do(ask, GiveRole(role=role, title=_title(found), office=office))
    return await _let_in(ask, office, form.name) if alone else Go(f"/c/{ask.community}/people/{office}")


@routes.act(f"{ROOT}/{{office}}/take-back", may=STEWARD, form=Taking, again=office)
async def took(ask: Ask, office: str, form: Taking) -> Answer:
    """Take a role back, with the reason; whoever holds none any more is let go."""
    _office(ask, office)
    role = form.role
    if role not in get_args(Role):
        ask.fault = "take-role"
        raise Problem(422, CHOOSE)
    command = TakeRoleBack(office=office, role=role, reason=form.reason)  # type: ignore[arg-type]  # as just asked
    await _do(ask, command, prefix="take-")
    left = office in ask.offices and not ask.front.standing.now(ask.community).holds(office, "steward")
    return Go(f"/c/{ask.community}" if left else f"/c/{ask.community}/people/{office}")


@routes.act(f"{ROOT}/{{office}}/renew", may=STEWARD, form=Renewing, again=office)
async def renewed(ask: Ask, office: str, form: Renewing) -> Answer:
    """Let somebody into an office whose holder lost their keys, or left: its roles are taken back and given anew, on record."""
    found = _office(ask, office)
    if office in ask.offices:
        raise Problem(422, YOURS)
    if not found.roles:
        raise Problem(422, IDLE)
    if not form.name.strip():
        ask.fault = "renew-name"
        raise Problem(422, NAME)
    # the steward's role first: where it cannot be taken back, nothing else is
    held = sorted(found.roles, key=lambda role: role != "steward")
    for role in held:
        await _do(ask, TakeRoleBack(office=office, role=role, reason=form.reason), prefix="renew-")
    for role in held:
        await _do(ask, GiveRole(role=role, title=_title(found), office=office))
    return await _let_in(ask, office, form.name)


def _title(found: communities.Office) -> str:
    return found.title.text if found.title else found.id


async def _do(ask: Ask, command: GiveRole | TakeRoleBack, key: str = "", prefix: str = "") -> int:
    """Index of the entry. prefix: of the ids of the fields of the form."""
    try:
        return (await ask.do(command, key)).first
    except Refused as refused:
        fault = around.fault(refused, FIELDS)
        ask.fault = fault and prefix + fault
        raise


async def _let_in(ask: Ask, office: str, name: str) -> Answer:
    """The page with the link for whoever is to serve, which is told this once; a form sent again lets nobody in again."""
    if office in _serving(ask):
        return Go(f"/c/{ask.community}/people/{office}")
    installation, called = ask.front.installation, " ".join(name.split())
    made = await asyncio.to_thread(installation.staff_link, ask.community, office, name=called)
    link = ask.front.site.link(f"/sign-in/{made.rpartition('/')[2]}")
    found = communities.offices(ask.view).get(office)
    return Page.of("people_link.html", **around.values(ask, ask.view), office=found, link=link, name=called)
