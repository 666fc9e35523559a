"""How a program gets a session, and what the site knows of whom it belongs to."""

import msgspec

from folkmoot_web import acting, sign_in
from folkmoot_web.answers import Answer, Data
from folkmoot_web.ask import Ask
from folkmoot_web.policy import everyone, guest
from folkmoot_web.routing import Nothing, Route, Routes

routes = Routes()


class Token(msgspec.Struct):
    """token: to be sent as `Authorization: Bearer …`. It is told once; whoever has it is this person here."""

    token: str


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """link: the last part of the link to sign in with."""

    link: str


class PartTaken(msgspec.Struct):
    """Where somebody takes part, and under which made-up name."""

    community: str
    canvas: str
    participant: str


class Office(msgspec.Struct):
    """An office that somebody signed in with. roles: what it holds now."""

    community: str
    office: str
    roles: list[str]


class Me(msgspec.Struct):
    """Whose session this is."""

    staff: bool
    parts: list[PartTaken]
    offices: list[Office]


async def _start(ask: Ask, form: Nothing) -> Answer:
    """A session for somebody new, who takes part under made-up names."""
    return Data(Token(await ask.front.sessions.start_guest(ask.heard)))


async def _sign_in(ask: Ask, form: SignIn) -> Answer:
    """A session for whoever holds an office, for a link that works once."""
    return Data(Token(await sign_in.use(ask, form.link)))


async def _sign_out(ask: Ask, form: Nothing) -> Answer:
    """End this session."""
    await ask.front.sessions.end(ask.viewer)
    return Data(Nothing())


async def _sign_out_everywhere(ask: Ask, form: Nothing) -> Answer:
    """End every session of this person, and every link they could sign in with."""
    await ask.front.sessions.end_all(ask.viewer)
    return Data(Nothing())


def _post(path: str, may: object, serve: object, form: type[msgspec.Struct], answer: type) -> None:
    says = (serve.__doc__ or "").strip()
    routes.add(Route("POST", path, may, serve, "json", form, answer=answer, says=says))  # type: ignore[arg-type]


_post("/api/v1/guests", everyone, _start, Nothing, Token)
_post("/api/v1/sign-in", everyone, _sign_in, SignIn, Token)
_post("/api/v1/sign-out", guest, _sign_out, Nothing, Nothing)
_post("/api/v1/sign-out-everywhere", guest, _sign_out_everywhere, Nothing, Nothing)


@routes.read("/api/v1/me", may=guest, answer=Me)
def me(ask: Ask) -> Answer:
    """Whose session this is: made-up names, offices and roles."""
    front, person = ask.front, ask.viewer.person
    offices = [
        Office(community, office, sorted(front.standing.roles(community, office)))
        for community, office in (front.people.offices(person) if ask.viewer.staff else [])
    ]
    return Data(Me(ask.viewer.staff, [PartTaken(*part) for part in acting.taken(front, person)], offices))
