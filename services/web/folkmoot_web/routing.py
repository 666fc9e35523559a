"""A route is a function with a path, a policy, and the form it takes; a site takes no route without a policy."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

import msgspec
from litestar import Litestar

from folkmoot_web.answers import Answer
from folkmoot_web.body import MOST, MOST_OF_A_FORM
from folkmoot_web.policy import Policy

Serve = Callable[..., Answer | Awaitable[Answer]]
S = TypeVar("S", bound=Serve)

PAST = "/at/{at:int}"
"""Before the path of a public page, this shows it as it stood."""


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form or query without fields."""


class Route(msgspec.Struct, frozen=True):
    """One method at one path.

    path: with parameters as `{name}` or `{name:int}`. serve: called with the ask, the path parameters by name, and
    `query=` and `form=` where the route declares them. media: what its body is. again: the route function that
    shows the form, called when it was refused. most: bytes of body. upload: whether a form may come
    with files. within: seconds; of those of a longer form all but ten are for its body to arrive. dear: costs much to
    answer: it runs in a thread and is asked less often. answer: type of the data, for routes
    of the API. says: one line on what it does.
    """

    method: Literal["GET", "POST"]
    path: str
    may: Policy
    serve: Serve
    media: Literal["", "form", "json"] = ""
    form: type[msgspec.Struct] | None = None
    query: type[msgspec.Struct] | None = None
    again: Serve | None = None
    most: int = MOST
    upload: bool = False
    dear: bool = False
    within: float = 30.0
    past: bool = False
    kept: bool = False
    touched: str = ""
    answer: Any = None
    status: int = 200
    says: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the path parameters."""
        return tuple(re.findall(r"{(\w+)", self.path))

    @property
    def paths(self) -> list[str]:
        """Paths as Litestar writes them; a page that can be shown as it stood has two."""
        typed = re.sub(r"{(\w+)}", r"{\1:str}", self.path)
        return [typed, PAST + typed] if self.past else [typed]


class Routes:
    """The routes of one part of the site, in the order they were declared."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def read(
        self,
        path: str,
        *,
        may: Policy,
        query: type[msgspec.Struct] | None = None,
        past: bool = False,
        dear: bool = False,
        within: float = 30.0,
        kept: bool = False,
        touched: str = "",
        answer: Any = None,
    ) -> Callable[[S], S]:
        """A page, or data, that changes nothing. past: it can be shown as it stood at an index of the record."""

        def declare(serve: S) -> S:
            says = (serve.__doc__ or "").strip().partition("\n")[0]
            more = {"past": past, "dear": dear, "within": within, "kept": kept, "touched": touched, "answer": answer, "says": says}
            self.all.append(Route("GET", path, may, serve, query=query, **more))
            return serve

        return declare

    def act(
        self,
        path: str,
        *,
        may: Policy,
        form: type[msgspec.Struct] = Nothing,
        again: Serve | None = None,
        most: int = MOST_OF_A_FORM,
        upload: bool = False,
        dear: bool = False,
        within: float = 30.0,
    ) -> Callable[[S], S]:
        """What a form does when it is sent. again: the function of the page with that form, to show it once more with
        the sentence and with what was typed when it is refused.
        """

        def declare(serve: S) -> S:
            self.all.append(
                Route("POST", path, may, serve, "form", form, again=again, most=most, upload=upload, dear=dear, within=within)
            )
            return serve

        return declare

    def add(self, route: Route) -> None:
        """A route that was made elsewhere."""
        self.all.append(route)


class Undeclared(Exception):
    """A route does not say who may use it; the site does not start."""


def check_declared(app: Litestar) -> None:
    """Refuse to start when a handler of the app was not made from a route with a policy.

    Litestar's own answers to OPTIONS, which only name methods, are let through.
    Raises Undeclared with the paths.
    """
    open_doors = [
        f"{'/'.join(sorted(handler.http_methods))} {route.path}"
        for route in app.routes
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)])
        if not isinstance(getattr(handler, "opt", {}).get("route"), Route) and getattr(handler, "http_methods", None) != {"OPTIONS"}
    ]
    if open_doors:
        raise Undeclared(f"these routes do not say who may use them: {', '.join(open_doors)}")
