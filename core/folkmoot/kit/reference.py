"""The page of all places is written from the contract itself, so that it cannot say anything else."""

import inspect
import re
from typing import Any, get_args, get_type_hints

import msgspec

from folkmoot.plugin import PLACES, Asking, Place
from folkmoot.plugin.places import is_list_of

HEAD = """# Every place that a plugin can join

Written by `folkmoot plugin places` from the contract. A function of a plugin has the name of its place, the arguments that stand
here, no defaults, and the decorator `folkmoot.plugin.join`. Each Struct is frozen; a field with `=` may be left out.
"""


def reference() -> str:
    """The page, as Markdown."""
    shown: list[type[msgspec.Struct]] = [Asking]
    for place in PLACES.values():
        for kind in (place.asked, is_list_of(place.answer) or place.answer):
            if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in shown:
                shown.append(kind)
    parts = [HEAD, *map(_place, PLACES.values()), "## What is asked and answered\n", *map(_fields, shown)]
    return "\n".join(parts)


def _place(place: Place) -> str:
    where = {"start": "once, when the server starts", "here": "in the server, on threads of the plugin's own"}
    runs = where.get(place.runs, "apart, in a process of the plugin's own")
    asked = f"ctx: Asking, asked: {place.asked.__name__}" if place.asked else ""
    rows = [f"Runs {runs}; given up after {place.seconds:g} s.", f"Needs `{place.needs}`." if place.needs else "Needs no grant."]
    return f"## `{place.name}({asked}) -> {_name(place.answer)}`\n\n{place.said}\n\n{' '.join(rows)}\n"


def _fields(kind: type[msgspec.Struct]) -> str:
    hints = get_type_hints(kind)
    rows = [_row(one, hints[one.name]) for one in msgspec.structs.fields(kind)]
    table = ["| field | type | otherwise |", "| --- | --- | --- |", *rows] if rows else ["It has no fields."]
    return f"### {kind.__name__}\n\n{inspect.cleandoc(kind.__doc__ or '')}\n\n" + "\n".join(table) + "\n"


def _row(one: msgspec.structs.FieldInfo, hint: Any) -> str:
    otherwise = "" if one.required else f"`= {_default(one)!r}`"
    return f"| `{one.name}` | {_name(hint)} | {otherwise} |".replace("|  |", "| |")


def _default(one: msgspec.structs.FieldInfo) -> Any:
    return one.default if one.default is not msgspec.NODEFAULT else one.default_factory()


def _name(hint: Any) -> str:
    if isinstance(hint, type) and not get_args(hint):
        return hint.__name__
    return re.sub(r"\b(?:[a-z_]+\.)+", "", str(hint)).replace("|", "or")
