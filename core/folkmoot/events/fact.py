"""A fact is something that happened, under a stable name and version, with what it shows and what it seals."""

from collections.abc import Callable
from typing import Any, ClassVar, Literal, TypeVar

import msgspec

Guard = Literal["words", "office", "private"]
"""Who a sealed payload belongs to: `words` to the person who wrote it (public while a ground is in force),
`office` to the body or the group (public by duty), `private` to the person and never public."""

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry shows in `pub`. Fields are codes, ids, dates and integers: never words, names or contacts."""

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    SEALS: ClassVar[tuple[tuple[str, Guard], ...]] = ()


class Unknown(msgspec.Struct, frozen=True):
    """A fact of a kind or version that this release does not know: carried, shown as unknown, moves no state."""

    name: str
    version: int
    pub: msgspec.Raw


F = TypeVar("F", bound=type[Fact])

KINDS: dict[str, type[Fact]] = {}
_UPCASTS: dict[tuple[str, int], Upcast] = {}
_DECODERS: dict[tuple[str, int], Callable[[msgspec.Raw], Fact]] = {}


def fact(
    name: str, *, v: int = 1, seals: dict[str, Guard] | None = None, upcasts: dict[int, Upcast] | None = None
) -> Callable[[F], F]:
    """Register a kind of fact.

    name: stable, `noun.happened`; never a Python path. v: current version of `pub`.
    seals: what each entry of `cm` holds, in order; a last name ending in `*` repeats.
    upcasts: for each older version, a pure function from its `pub` to that of the next version.
    """

    def register(kind: F) -> F:
        kind.NAME, kind.VERSION, kind.SEALS = name, v, tuple((seals or {}).items())
        KINDS[name] = kind
        _DECODERS[name, v] = msgspec.json.Decoder(kind).decode
        for old, step in (upcasts or {}).items():
            _UPCASTS[name, old] = step
        return kind

    return register


def decode(name: str, version: int, pub: msgspec.Raw) -> Fact | Unknown:
    """The fact behind an entry's `pub`, brought up to the current version; `Unknown` if this release has no such kind.

    Raises msgspec.ValidationError when a known kind has a `pub` that does not fit it.
    """
    known = _DECODERS.get((name, version))
    if known is not None:
        return known(pub)
    if (name, version) not in _UPCASTS:
        return Unknown(name, version, pub)
    old: dict[str, Any] = msgspec.json.decode(pub)
    while version != KINDS[name].VERSION:
        old = _UPCASTS[name, version](old)
        version += 1
    return msgspec.convert(old, KINDS[name])


def guard(kind: type[Fact], k: int) -> tuple[str, Guard]:
    """Name and guard of seal `k` (0-based) of a kind of fact.

    Raises IndexError when the kind has no such seal.
    """
    if k >= len(kind.SEALS) and kind.SEALS and kind.SEALS[-1][0].endswith("*"):
        return kind.SEALS[-1]
    return kind.SEALS[k]
