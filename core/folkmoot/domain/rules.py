"""A command is asked, the rules answer with acts, or refuse in one sentence for the person who asked."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

import msgspec

from folkmoot.events.community import Role
from folkmoot.events.entry import Entry, canonical
from folkmoot.events.fact import Fact, Unknown


class Refused(Exception):
    """The rules say no. The message is one sentence for the person who asked: what is wrong and what to do."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is asked for."""


class Official(Command, frozen=True, kw_only=True):
    """Something that is asked for in words of office. lang: of these words, BCP 47; empty for the first of the community."""

    lang: str = ""


class Words(msgspec.Struct, frozen=True):
    """A payload to seal: canonical JSON. owner: whose key it is under: that of the `author` who asks, of the `office`, or of the
    person with a pseudonym `p_…`, whose words it says again.
    """

    payload: bytes
    owner: str


class Act(msgspec.Struct, frozen=True):
    """One fact to record on one stream, with what it seals and the blobs it names."""

    stream: str
    fact: Fact
    words: tuple[Words, ...] = ()
    blobs: tuple[bytes, ...] = ()


class State(Protocol):
    """What a stream amounts to so far."""

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        """Take the next entry of this stream in."""


S = TypeVar("S")


class Outcome(msgspec.Struct, frozen=True):
    """What a method makes of ballots. chosen: option ids. counts: number per option id. detail: rounds, if any."""

    chosen: tuple[str, ...]
    counts: dict[str, int]
    detail: Any = None


class Method(Protocol):
    """A way to decide, brought by a plugin: pure, deterministic, integers only.

    name: as in `decision.called`. version: of the plugin; a tally made under 1.2 is recounted by any 1.x.
    """

    name: str
    version: str

    def check(self, choice: Any, options: tuple[str, ...], params: dict[str, Any]) -> None:
        """Raise Refused with a sentence for the voter when `choice` is not a valid ballot."""

    def check_params(self, params: dict[str, Any], options: tuple[str, ...]) -> None:
        """Raise Refused with a sentence for the caller when the settings do not fit the options."""

    def tally(self, ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        """Count. ballots: pseudonym -> choice; the answer may not depend on their order."""


def _no_entry(index: int) -> Entry | None:
    return None


class Context(msgspec.Struct, frozen=True):
    """All that a rule may know besides the command.

    by: pseudonym `p_…`, office `o_…` or `house`. via: channel. minute: now, minutes since 1970. see: state of a
    stream, by stream id, None when there can be no such stream. new: a fresh random id with the prefix given.
    methods: enabled or installed ways to decide. entry: the entry at an index of the record, None beyond its end.
    """

    by: str
    via: str
    minute: int
    see: Callable[[str], Any]
    new: Callable[[str], str]
    methods: Mapping[str, Method]
    entry: Callable[[int], Entry | None] = _no_entry

    def look(self, stream: str, kind: type[S], missing: str) -> S:
        """The state of a stream that must exist and be of a kind; `missing` is the sentence of the refusal."""
        state = self.see(stream)
        if not isinstance(state, kind):
            raise Refused(missing)
        return state

    @property
    def is_office(self) -> bool:
        """Whether a named office asks, and not a participant."""
        return self.by.startswith("o_")

    @property
    def today(self) -> str:
        """The date in UTC, `YYYY-MM-DD`."""
        return (datetime.date(1970, 1, 1) + datetime.timedelta(minutes=self.minute)).isoformat()

    def require(self, *roles: Role) -> None:
        """Refuse unless the one who asks is an office that holds one of the roles."""
        if self.by == "house":
            return
        if not any(self.see("community").holds(self.by, role) for role in roles):
            wanted = " or ".join(roles)
            raise Refused(f"Only a {wanted} can do this. Sign in with a link for that role.")


Decide = Callable[[Any, Context], list[Act]]
"""The rule that answers one command."""


def text(value: str, what: str, most: int) -> str:
    """A person's text: NFC, trimmed, with line ends as newlines.

    Raises Refused when it is empty, longer than `most` characters, or holds characters that cannot be shown.
    """
    value = _LINE_END.sub("\n", unicodedata.normalize("NFC", value)).strip()
    if all(unicodedata.category(sign)[0] in "ZC" or sign in _BLANK for sign in value):
        raise Refused(f"Write {what} first; the box is empty.")
    if len(value) > most:
        raise Refused(f"Shorten {what} to {most} characters; it has {len(value)} now.")
    if _UNSHOWABLE.search(value):
        raise Refused(f"Remove the hidden control characters from {what} and send it again.")
    return value


_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, of which nothing is seen: the Hangul fillers and the empty Braille cell."""
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TAG = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,63}")


def tag(value: str) -> str:
    """A language tag as BCP 47 writes it. It stands in the record, where nobody's words may.

    Raises Refused when it is not one.
    """
    if not _TAG.fullmatch(value):
        raise Refused("Choose a language from the list; a language is a short tag such as en, cy or zh-Hant.")
    return value


def code(value: str, what: str) -> str:
    """A short name without spaces. It stands in the record, where nobody's words may.

    Raises Refused when it is not one.
    """
    if not _CODE.fullmatch(value):
        raise Refused(f"Give {what} as a short name of letters, digits and . _ / + - without spaces.")
    return value


def office(value: str, lang: str, **more: Any) -> Words:
    """Words of office: under no person's key, removable only by a reasoned public redaction."""
    return Words(canonical({"lang": lang, "text": value} | more), "office")


def authored(value: str, lang: str, **more: Any) -> Words:
    """A person's words, under their own key."""
    return Words(canonical({"lang": lang, "text": value} | more), "author")
