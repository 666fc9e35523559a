"""How the bytes of a record are written: canonical JSON, fields of a type, base64, times."""

import base64
import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NoReturn
from unicodedata import is_normalized

from tests.second_verifier.history import ROLES, TOLD, Fields

PLAIN = {"int": int, "bool": bool, "object": dict, "list": list, "ints": dict}  # the other types are texts that match a pattern
PATTERNS = {
    "": "(?s:.*)",
    "ROLE": "|".join(ROLES),
    "OPENS": "|".join([*ROLES, "resident"]),
    "PURPOSE": "publish|quote|translate|recontact|voice|face|[a-z][a-z0-9_]{1,29}/[a-z][a-z0-9-]{0,39}",
    "BY": "house|[op]_[a-z2-7]{16}",
    "S": "community|(can|p|con|dec|src|top|the|com|mee|rou|rev|pro)_[a-z2-7]{16}",
    "MEDIA": "audio/(webm|ogg|mpeg|mp4|wav)|image/jpeg",
    "SEAL": "[A-Za-z0-9+/]{42}[048AEIMQUYcgkosw]=",
    "VKEY": r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}",
    "ROLL": "open|invited|code|address|attested|import",
    "PLACE": "listen|make-sense|shape|decide|act|review",
    "KIND": TOLD + "|topic|theme|proposal|amendment|reason|note|view|turn|remark",
    "CODE": "[A-Za-z0-9][A-Za-z0-9._/+-]{0,63}",
    "HOST": r"\*|[A-Za-z0-9][A-Za-z0-9._+:-]{0,63}",
    "HASH": "([0-9a-f]{64})?",
    "PHONE": r"(\+?[0-9](-?[0-9]){2,19})?",
    "ACCESS": "step-free|hearing-loop|sign-language|interpreter|captions|large-print|quiet-space|childcare|travel-costs|online|recording",
}
SHAPES = {
    "ENTRY": "by:BY cm:*SEAL i:int n:int pub:object s:S t type v:int via",
    "OPTION": 'id source=""',
    "OPENING": "i:int k:int payload salt",
    "RULES": 'grain:1..1440=60 notice:0..8760=48 opens:+OPENS=["steward","facilitator","officer"] small:3..=10 '
    'seconds:0..1000=2 answer:1..366=28 care:1..31=3 helpline:PHONE=""',
    "ELECTORATE": 'rolls:*ROLL until:opened|closed="opened"',
}


def fail(sentence: str) -> NoReturn:
    raise ValueError(sentence)


def b64(text: str, size: int) -> bytes:
    return (
        raw if len(raw := base64.b64decode(text)) == size and base64.b64encode(raw).decode() == text else fail(f"not {size} bytes")
    )


def digest(*parts: bytes) -> str:
    return sha256(b"".join(parts)).hexdigest()


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical(raw: bytes) -> Any:  # it is written again as the same bytes, which also shows keys that stand twice
    value, plain = json.loads(raw.decode()), re.fullmatch(rb'(?:[\[\]{}:,0-9-]|true|false|"(?:[^"\\]|\\.)*+")*+', raw)
    return value if plain and is_normalized("NFC", raw.decode()) and written(value) == raw else fail("not canonical JSON")


def clock(text: str, form: str) -> int:
    return (
        int(when.timestamp())
        if (when := datetime.strptime(text, form).replace(tzinfo=UTC)).strftime(form) == text
        else fail("no time")
    )


def fields_of(spec: str, found: Fields) -> Fields:  # each of its type, with defaults filled in, without what the kind does not have
    rows = [(*left.partition(":")[::2], default) for left, _, default in (word.partition("=") for word in spec.split())]
    return {
        name: typed(kind, found[name] if name in found else json.loads(default or fail(f"{name} is missing")))
        for name, kind, default in rows
    }


def typed(kind: str, value: Any) -> Any:  # the value, if it is of the type that a field names
    (low, between, high), each = kind.partition(".."), kind[:1] in ("*", "+")
    plain: Any = list if each else dict if kind in SHAPES else int if between else PLAIN.get(kind, str)
    fits = (
        type(value) is plain and (plain is not str or re.fullmatch(PATTERNS.get(kind, kind), value)) and (value or kind[:1] != "+")
    )
    fits = (
        fits
        and (not between or int(low) <= value <= int(high or value))
        and (kind != "ints" or typed("*int", [*value.values()]) is not None)
    )
    _ = fits or kind == "any" or fail(f"{value!r:.60} is not {kind or 'text'}")
    return [typed(kind[1:], one) for one in value] if each else fields_of(SHAPES[kind], value) if kind in SHAPES else value
