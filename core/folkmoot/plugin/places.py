"""The places where a plugin may join, each with its deadline, where it runs and what it needs to be allowed."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_type_hints

import pluggy

from folkmoot.domain.rules import Method
from folkmoot.plugin.answers import Alternative, Health, Hint, Problem, Receipt, Sound
from folkmoot.plugin.asked import Aloud, Ask, Asking, Delivery, Draft, Look, Source, Trial
from folkmoot.plugin.manifest import May
from folkmoot.plugin.settings import Settings

Runs = Literal["start", "here", "apart"]
"""start: once, when the server starts. here: in this process, on threads of the plugin's own. apart: in a process of the
plugin's own, with limits."""

_spec = pluggy.HookspecMarker("folkmoot")
join = pluggy.HookimplMarker("folkmoot")
"""Decorator of a plugin's function that joins a place; it has the name of the place."""

F = TypeVar("F", bound=Callable[..., Any])


class Place(NamedTuple):
    """seconds: until an asking is given up. needs: what a plugin that joins has to be allowed. asked: Struct of what it is
    asked, None for nothing. answer: type of the answer. said: what the place is for.
    """

    name: str
    runs: Runs
    seconds: float
    needs: May | None
    asked: type[Ask] | None
    answer: Any
    said: str


_MARK = "folkmoot_place"


def place(runs: Runs, seconds: float, needs: May | None = None) -> Callable[[F], F]:
    """Make a function of `Places` a place. seconds: until an asking is given up."""

    def mark(function: F) -> F:
        setattr(function, _MARK, (runs, seconds, needs))
        return _spec(function)

    return mark


class Places:
    """Where a plugin may join. A function of a plugin has the same name and arguments, and no defaults."""

    @place(runs="start", seconds=1, needs="count")
    def decision_methods(self) -> list[Method]:  # type: ignore[empty-body]  # a specification has no body
        """Ways to decide that this plugin brings; it does no reading or writing."""

    @place(runs="start", seconds=1)
    def settings(self) -> type[Settings]:  # type: ignore[empty-body]
        """What the plugin can be set to in each community."""

    @place(runs="apart", seconds=10)
    def check_settings(self, ctx: Asking, asked: Trial) -> list[Problem]:  # type: ignore[empty-body]
        """Try settings before they are kept, and say what is wrong with them; an empty list for nothing."""

    @place(runs="apart", seconds=5)
    def health(self, ctx: Asking, asked: Look) -> Health:  # type: ignore[empty-body]
        """Say whether the plugin can do its work, for those who look after this place."""

    @place(runs="here", seconds=1, needs="read-drafts")
    def hints(self, ctx: Asking, asked: Draft) -> list[Hint]:  # type: ignore[empty-body]
        """Say how words of office could be plainer. Advice only: nobody has to follow it."""

    @place(runs="apart", seconds=10, needs="read-public")
    def deliver(self, ctx: Asking, asked: Delivery) -> Receipt:  # type: ignore[empty-body]
        """Tell somebody outside of something public that happened. Asked again with the same `ctx.call` until it is taken."""

    @place(runs="apart", seconds=30, needs="read-allowed")
    def make_alternative(self, ctx: Asking, asked: Source) -> Alternative:  # type: ignore[empty-body]
        """Make what more people can take in of what somebody brought. Asked again with the same `ctx.call` until it is made."""

    @place(runs="apart", seconds=10, needs="read-public")
    def speak(self, ctx: Asking, asked: Aloud) -> Sound:  # type: ignore[empty-body]
        """Say public words aloud, for somebody who asks to hear them. What is made is kept nowhere."""


def _places() -> dict[str, Place]:
    found = {}
    for name, function in vars(Places).items():
        if marked := getattr(function, _MARK, None):
            runs, seconds, needs = marked
            hints = get_type_hints(function)
            found[name] = Place(name, runs, seconds, needs, hints.get("asked"), hints["return"], (function.__doc__ or "").strip())
    return found


PLACES: dict[str, Place] = _places()
"""Every place, by name."""


def is_list_of(answer: Any) -> type | None:
    """What a list of answers holds, None when the answer is no list."""
    return get_args(answer)[0] if get_args(answer) else None
