"""What is sent is read strictly: the declared type, UTF-8, bounded in length and depth, nothing that cannot be shown."""

import asyncio
import functools
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from litestar.types import Receive

from folkmoot_web.problem import Problem

MOST = 64 * 1024
"""Bytes a body may have where a route does not allow more."""

MOST_OF_A_FORM = 1024 * 1024
"""Bytes a form may have: the longest text that is taken, in a script of which a form sends 12 bytes a character, four
times over, so that who wrote too much is told so and gets the text back.
"""

WITHIN = 20.0
"""Seconds in which a body must have arrived."""

DEEPEST = 32
LARGEST = 2**53 - 1
FIELDS = 500

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

TOO_LONG = "This is more than can be sent at once ({most} bytes). Make it shorter, or send it in parts."
NOT_UTF8 = "This is not in UTF-8, so it could not be read. Send it as UTF-8."
HIDDEN = "This holds characters that cannot be shown. Remove them and send it again."
DEEP = "This is nested too deeply to be read. Send it in a simpler form."


class Gone(Exception):
    """Whoever asked has hung up; nobody waits for an answer."""


async def read_body(receive: Receive, length: str, most: int = MOST, within: float = WITHIN) -> bytes:
    """The whole body.

    length: its Content-Length header, empty when not sent. most: bytes. within: seconds.
    Raises Problem 400, 408 or 413, and Gone.
    """
    if length and not length.isdigit():
        raise Problem(400, "The length of what was sent is not a number.")
    if length and (len(length) > 18 or int(length) > most):
        raise Problem(413, TOO_LONG.format(most=most), {"connection": "close"})
    parts, size = [], 0
    try:
        async with asyncio.timeout(within):
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    raise Gone
                parts.append(message.get("body", b""))
                more, size = message.get("more_body", False), size + len(parts[-1])
                if size > most:
                    raise Problem(413, TOO_LONG.format(most=most), {"connection": "close"})
    except TimeoutError:
        raise Problem(408, "What you sent took too long to arrive. Send it again.", {"connection": "close"}) from None
    return b"".join(parts)


def check_type(given: str, wanted: str, coding: str = "") -> None:
    """Refuse a body of another type than a route declares.

    given: Content-Type header. wanted: media type. coding: Content-Encoding header.
    Raises Problem 415 for another type or coding, 400 for another charset than UTF-8.
    """
    kind, *parameters = (part.strip() for part in given.split(";"))
    if kind.lower() != wanted or coding not in ("", "identity"):
        raise Problem(415, f"This address takes {wanted} only. Send it in that form.", {"accept": wanted})
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in ("utf-8", "utf8"):
            raise Problem(400, NOT_UTF8)


def read_json(body: bytes, kind: type[T]) -> T:
    """A JSON body as a Struct.

    Raises Problem 400 for bytes that are not JSON or do not fit.
    """
    try:
        value = msgspec.json.decode(body, type=kind)
        check_values(msgspec.to_builtins(value))
    except UnicodeError:
        raise Problem(400, NOT_UTF8) from None
    except RecursionError:
        raise Problem(400, DEEP) from None
    except msgspec.ValidationError as fault:
        raise Problem(400, f"What was sent does not fit: {fault}.") from None
    except (msgspec.DecodeError, ValueError, OverflowError):
        raise Problem(400, "What was sent is not JSON. Check it and send it again.") from None
    return value


def check_values(value: Any, depth: int = 0) -> None:
    """Refuse what no entry can hold: NUL, halves of characters, numbers that not every program can read, deep nests.

    Raises Problem 400.
    """
    if depth > DEEPEST:
        raise Problem(400, DEEP)
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise Problem(400, f"Numbers go up to {LARGEST} here.")
    elif isinstance(value, dict):
        for name, part in value.items():
            check_text(name)
            check_values(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            check_values(part, depth + 1)


def check_text(value: str) -> None:
    """Refuse NUL and halves of characters.

    Raises Problem 400.
    """
    if "\0" in value:
        raise Problem(400, HIDDEN)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Problem(400, HIDDEN) from None


def read_pairs(given: bytes) -> dict[str, list[str]]:
    """Name -> values of a form or a query.

    Raises Problem 400.
    """
    try:
        pairs = parse_qsl(given.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeError:
        raise Problem(400, NOT_UTF8) from None
    except ValueError:
        raise Problem(400, f"This has more than {FIELDS} fields. Send fewer.") from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        check_text(name + value)
        fields.setdefault(name, []).append(value)
    return fields


@functools.cache
def _several(kind: type[msgspec.Struct]) -> frozenset[str]:
    """Names of the fields of a Struct that hold several values."""
    listed = (msgspec.inspect.ListType, msgspec.inspect.VarTupleType, msgspec.inspect.SetType)
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    return frozenset(field.encode_name for field in info.fields if isinstance(field.type, listed))


def fit(fields: Mapping[str, list[str]], kind: type[S]) -> S:
    """Fields of a form or query as a Struct.

    Raises Problem 400 when they do not fit.
    """
    given: dict[str, Any] = {}
    for name, values in fields.items():
        if name in _several(kind):
            given[name] = values
        elif len(values) > 1 and name in kind.__struct_fields__:
            raise Problem(400, f"The field {name} was sent more than once. Reload the page and send it again.")
        else:
            given[name] = values[0]
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as fault:
        raise Problem(400, f"What was sent does not fit: {fault}. Go back, reload the page and try again.") from None
