"""A command is asked, the rules answer with acts, or refuse in one sentence for the person who asked."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from folkmoot.events.community import Role
from folkmoot.events.entry import Entry, canonical
from folkmoot.events.fact import Fact, Unknown


class Refused(Exception):
    """The rules say no. The message is one sentence for the person who asked: what is wrong and what to do."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that is asked for."""


class Words(msgspec.Struct, frozen=True):
    """A payload to seal: canonical JSON, under the key of the person who wrote it or of the office."""

    payload: bytes
    owner: Literal["author", "office"]


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


class Context(msgspec.Struct, frozen=True):
    """All that a rule may know besides the command.

    by: pseudonym `p_…`, office `o_…` or `house`. via: channel. minute: now, minutes since 1970. see: state of a
    stream, by stream id. new: a fresh random id with the prefix given. methods: enabled or installed ways to decide.
    """

    by: str
    via: str
    minute: int
    see: Callable[[str], Any]
    new: Callable[[str], str]
    methods: Mapping[str, Method]

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

    def require(self, *roles: Role) -> None:
        """Refuse unless the one who asks is an office that holds one of the roles."""
        if self.by == "house":
            return
        if not any(self.see("community").holds(self.by, role) for role in roles):
            wanted = " or ".join(roles)
            raise Refused(f"Only a {wanted} can do this. Sign in with a link for that role.")


def text(value: str, what: str, most: int) -> str:
    """A person's text, trimmed, with line ends as newlines.

    Raises Refused when it is empty, longer than `most` characters, or holds characters that cannot be shown.
    """
    value = value.replace("\r\n", "\n").strip()
    if not value:
        raise Refused(f"Write {what} first; the box is empty.")
    if len(value) > most:
        raise Refused(f"Shorten {what} to {most} characters; it has {len(value)} now.")
    if any(ord(sign) < 32 and sign not in "\n\t" or sign in _UNSHOWN for sign in value):
        raise Refused(f"Remove the hidden control characters from {what} and send it again.")
    return value


_UNSHOWN = frozenset("\x7f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") | {
    chr(n) for n in range(0xD800, 0xE000)
}


def office(value: str, lang: str, **more: str) -> Words:
    """Words of office: under no person's key, removable only by a reasoned public redaction."""
    return Words(canonical({"lang": lang, "text": value} | more), "office")


def authored(value: str, lang: str, **more: str) -> Words:
    """A person's words, under their own key."""
    return Words(canonical({"lang": lang, "text": value} | more), "author")
