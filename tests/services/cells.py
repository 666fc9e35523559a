"""What is asked of a route in the authorisation matrix: its address and a body that fits, about somebody's objects."""

import re
from typing import Any

import httpx
import msgspec

from folkmoot.record.people import Unknown
from folkmoot_web.files import Files
from folkmoot_web.origin import form_token
from folkmoot_web.policy import Policy
from folkmoot_web.routing import Route
from folkmoot_web.things import PREFIXES
from tests.services.browser import Site
from tests.services.town import ASH, ELM, ROLES, Place, Resident, Town

Session = str
OBJECTS = ("own", "others", "elsewhere")
"""Whose objects a request is about: those of anna, those of bela, those of a resident of the other community."""


STRANGERS = ("guest", "far", "far steward")
"""Those who have not taken part in the community that is asked."""


class Cast(msgspec.Struct):
    """Fresh people for one route, because some routes end what they touch."""

    actors: dict[str, Session]
    ash: Place
    elm: Place
    anna: Resident
    bela: Resident
    far: Resident
    known: dict[str, tuple[str, Any]]
    """Actor -> person and kind of their sessions."""

    def mend(self, town: Town) -> bool:
        """Give those who were signed out a new session; False when a resident is nobody any more, or a stranger is not."""
        people = town.installation.people
        strangers = [self.known[actor][0] for actor in STRANGERS]
        joined = [one for one in strangers if people.pseudonym(one, ASH, self.ash.canvas)]
        if joined or not all(people.pseudonyms(one.person) for one in (self.anna, self.bela, self.far)):
            return False
        for actor, session in self.actors.items():
            if session and people.session(session) is None:
                person, kind = self.known[actor]
                try:
                    self.actors[actor] = people.open_session(person, kind, 3600)
                except Unknown:
                    return False
        return True


def cast(town: Town) -> Cast:
    """Everybody who may come: nobody, a guest, two residents, each role, and the steward of the other community."""
    ash, elm = msgspec.structs.replace(town.ash), msgspec.structs.replace(town.elm)
    town.furnish(ash)
    town.furnish(elm)
    anna, bela, far = town.resident(ash, "Anna"), town.resident(ash, "Bela"), town.resident(elm, "Fara")
    actors = {"nobody": "", "guest": town.guest()[1], "anna": anna.session, "bela": bela.session, "far": far.session}
    actors |= {role: town.staff(ASH, town.ash.offices[role]) for role in ROLES}
    actors["far steward"] = town.staff(ELM, town.elm.offices["steward"])
    opened = {actor: town.installation.people.session(session) for actor, session in actors.items() if session}
    known = {actor: (session.person, session.kind) for actor, session in opened.items() if session}
    return Cast(actors, ash, elm, anna, bela, far, known)


def about(route: Route) -> tuple[str, ...]:
    """Whose objects it makes a difference to ask a route about."""
    named = {*route.parameters, *(route.form.__struct_fields__ if route.form else ())}
    return OBJECTS if named & PREFIXES.keys() else ("own",)


def may(policy: Policy, actor: str, objects: str) -> bool:
    """Whether a policy lets somebody in, worked out here once more from what the policy says."""
    if objects == "elsewhere":
        return False
    if policy.who == "everyone":
        return True
    if actor == "nobody":
        return False
    if policy.who == "guest" or actor in policy.roles:
        return True
    if policy.who == "roles":
        return False
    if policy.own:
        return actor == {"own": "anna", "others": "bela"}[objects]
    return actor in ("anna", "bela")


def ask(site: Site, route: Route, people: Cast, actor: str, objects: str) -> httpx.Response:
    """Ask a route as somebody about somebody's objects."""
    place = people.elm if objects == "elsewhere" else people.ash
    whose = {"own": people.anna, "others": people.bela, "elsewhere": people.far}[objects]
    path = re.sub(r"{(\w+)[^}]*}", lambda found: str(_value(found[1], place, whose)), route.path)
    session = people.actors[actor]
    fields = _body(route.form, place, whose) if route.form else None
    if route.path.startswith("/api/"):
        headers = {"authorization": f"Bearer {session}"} if session else {}
        return _send(site, route.method, path, headers, json=fields)
    headers = {"origin": site.origin, "sec-fetch-site": "same-origin"}
    headers |= {"cookie": f"folkmoot={session}"} if session else {}
    data = None if fields is None else fields | {"token": form_token(session)}
    return _send(site, route.method, path, headers, data=data)


def _send(site: Site, method: str, path: str, headers: dict[str, str], **body: Any) -> httpx.Response:
    """Ask through one connection for all, which keeps nobody's cookies."""
    answer = site.anybody.request(method, path, headers=headers, follow_redirects=False, **body)
    site.anybody.cookies.clear()
    return answer


def _value(name: str, place: Place, whose: Resident) -> Any:
    """What a path parameter or a field of a body stands for.

    Raises KeyError for a parameter that this test knows nothing of: add it here.
    """
    known = {
        "community": ASH,
        "canvas": place.canvas,
        "contribution": whose.contribution,
        "statement": whose.statement,
        "parent": whose.statement,
        "decision": place.decision,
        "participant": whose.pseudonym,
        "theme": place.theme,
        "proposal": place.proposal,
        "version": 1,
        "batch": 1,
        "one": 1,
        "two": 1,
        "topic": place.topic,
        "commitment": place.commitment,
        "thing": place.theme,
        "other": whose.statement,
        "meeting": place.meeting,
        "round": place.round,
        "review": place.review,
        "source": "",
        "office": place.offices["overseer"],
        "index": 0,
        "plugin": "approval",
        "name": "none",
        "recognition": "0" * 24,
        "draft": "0123456789abcdef",
        "link": "x" * 43,
        "digest": "0" * 64,
        "tile": "0/000.p/1",
        "address": Files().address("folkmoot.css").removeprefix("/static/"),
    }
    return known[name]


def _body(form: type[msgspec.Struct], place: Place, whose: Resident) -> dict[str, Any]:
    """A body with every field that a form needs, and every object that it may name."""
    fields = msgspec.structs.fields(form)
    given = {}
    for field in fields:
        if field.name in PREFIXES and field.name not in ("source", "parent"):
            given[field.name] = _value(field.name, place, whose)
        elif field.required:
            given[field.name] = _example(msgspec.inspect.type_info(field.type))
    return given


def _example(kind: msgspec.inspect.Type) -> Any:
    if isinstance(kind, msgspec.inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, msgspec.inspect.IntType):
        return 0
    if isinstance(kind, msgspec.inspect.BoolType):
        return False
    if isinstance(kind, msgspec.inspect.StructType | msgspec.inspect.DictType):
        return {}
    if isinstance(kind, msgspec.inspect.VarTupleType | msgspec.inspect.ListType):
        return []
    return "words"
