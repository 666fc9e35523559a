"""An entry is one fact as bytes: canonical JSON of ten keys, at most 8 KiB, written once and never re-encoded."""

import unicodedata
from typing import Any

import msgspec

from folkmoot.events.fact import Fact, Unknown, decode

LIMIT = 8192


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The envelope; fields stand in the order of the bytes (sorted ASCII keys).

    by: pseudonym `p_…`, office `o_…` or `house`. cm: seals, standard base64 of 32 bytes each. i: index in the record
    from 0. n: place in its stream from 1. pub: what the fact shows. s: stream. t: `YYYY-MM-DDTHH:MMZ`, floored to
    the charter's grain. type, v: kind and version. via: channel.
    """

    by: str
    cm: tuple[str, ...]
    i: int
    n: int
    pub: msgspec.Raw
    s: str
    t: str
    type: str
    v: int
    via: str

    def fact(self) -> Fact | Unknown:
        """The fact of this entry, upcast to the version of this release."""
        return decode(self.type, self.v, self.pub)


class TooLarge(ValueError):
    """An entry would be over 8 KiB; what is public and long belongs in a blob."""


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Entry)


def _no_float(text: str) -> Any:
    raise ValueError(f"{text} is not an integer")


_loose = msgspec.json.Decoder(float_hook=_no_float)


def canonical(value: Any) -> bytes:
    """Canonical JSON of a value: compact, sorted keys, NFC, no floats and no null. Also the form of payloads.

    Raises ValueError for a float or null, which the format does not have.
    """
    text = msgspec.json.encode(value, order="sorted")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.decode()).encode()
    if not is_canonical(text):
        raise ValueError("a record holds strings, integers, booleans, lists and objects; no fraction and no null")
    return text


def is_canonical(text: bytes) -> bool:
    """Whether bytes are canonical JSON: what `canonical` would write for the same value."""
    try:
        value = _loose.decode(text)
    except (ValueError, RecursionError):
        return False
    if _encoder.encode(value) != text or (b"null" in text and _has_null(value)):
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text.decode())


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_null(part) for part in value.values())
    if isinstance(value, list):
        return any(_has_null(part) for part in value)
    return value is None


def write(entry: Entry) -> bytes:
    """The leaf: the exact bytes that are stored, hashed and published for an entry.

    Raises TooLarge over 8 KiB and ValueError when `pub` is not canonical.
    """
    leaf = _encoder.encode(entry)
    if len(leaf) > LIMIT:
        raise TooLarge(f"an entry holds {LIMIT} bytes at most; this one would need {len(leaf)}")
    return leaf


def pub_of(fact: Fact) -> msgspec.Raw:
    """`pub` of a fact: its fields as canonical JSON, defaults left out."""
    return msgspec.Raw(canonical(fact))


def read(leaf: bytes) -> Entry:
    """The entry that a leaf holds.

    Raises msgspec.DecodeError or msgspec.ValidationError when the bytes are not an entry.
    """
    return _decoder.decode(leaf)
