"""What a plugin can be set to is a Struct of plain fields; from it comes the form, and a secret is a name and never a value."""

import types
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from folkmoot.plugin.manifest import Unfit

Secret = Annotated[str, msgspec.Meta(pattern=r"^(file:[A-Za-z0-9._-]{1,64})?$", extra={"secret": True})]
"""A field that names a secret, `file:NAME`; whoever runs the server puts the value in a file of that name. The plugin finds
the value in `ctx.secrets`."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what a plugin can be set to. Each field has a default, is a bool, int, str, Literal of strings or Secret, and
    may carry limits as `msgspec.Meta`.
    """


class Field(msgspec.Struct, frozen=True):
    """One box of the form. least, most: limits of a number, or most characters of a text; None for none."""

    name: str
    kind: Literal["yes-no", "number", "text", "choice", "secret"]
    default: bool | int | str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


def fields(kind: type[Settings]) -> tuple[Field, ...]:
    """The boxes of the form of a Struct of settings.

    Raises Unfit when a field is of a type that no form has, or has no default.
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(one, hints[one.name]) for one in msgspec.structs.fields(kind))


def _field(one: msgspec.structs.FieldInfo, hint: Any) -> Field:
    if one.default is msgspec.NODEFAULT:
        raise Unfit(f"The setting {one.name} needs a default.")
    meta = [part for part in getattr(hint, "__metadata__", ()) if isinstance(part, msgspec.Meta)]
    plain = get_args(hint)[0] if meta else hint
    secret = any((part.extra or {}).get("secret") for part in meta)
    least = next((int(part.ge) for part in meta if part.ge is not None), None)
    most = next((int(limit) for part in meta for limit in (part.le, part.max_length) if limit is not None), None)
    if plain is bool:
        return Field(one.name, "yes-no", one.default)
    if plain is int:
        return Field(one.name, "number", one.default, least=least, most=most)
    if plain is str:
        return Field(one.name, "secret" if secret else "text", one.default, most=most)
    if get_origin(plain) is Literal and all(isinstance(choice, str) for choice in get_args(plain)):
        return Field(one.name, "choice", one.default, choices=get_args(plain))
    shown = plain if isinstance(plain, types.UnionType) else getattr(plain, "__name__", plain)
    raise Unfit(f"The setting {one.name} is of the type {shown}, for which there is no box.")
