"""What a plugin is asked: a context, and one frozen Struct a place."""

from typing import Any

import msgspec

from folkmoot.plugin.manifest import Made


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """The context of every asking.

    community: its short name. plugin, version: who is asked. settings: of this plugin in this community, its own Struct.
    secrets: setting -> value, for a plugin that may have secrets. lang: of whoever reads the answer, BCP 47. minute: now,
    minutes since 1970; a plugin asks no clock. call: names this very asking; asked again after a failure, it is the same.
    seconds: until it is given up.
    """

    community: str
    plugin: str
    version: str
    settings: Any = None
    secrets: dict[str, str] = {}
    lang: str = "en"
    minute: int = 0
    call: str = ""
    seconds: float = 1.0


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What a place is asked about."""


class Draft(Ask, frozen=True, kw_only=True):
    """Words that an office writes, before they are shown. what: `question`, `promise`, `answer`, `reason` and the like.
    lang: BCP 47.
    """

    text: str
    lang: str
    what: str


class Delivery(Ask, frozen=True, kw_only=True):
    """Something public that happened. index: of its entry. kind: such as `decision.tallied`. time: as in the record.
    path: where it can be read, from the top of the site. public: what the entry shows of itself.
    """

    index: int
    kind: str
    time: str
    path: str
    origin: str
    public: dict[str, Any]


class Source(Ask, frozen=True, kw_only=True):
    """What an alternative is wanted of. kind: what is to be made. text, title: words in `lang`; empty for a recording, which is
    `file`, of the media type `media`. to: language of the alternative, BCP 47. allowed: uses that its person allowed, in force.
    known: paragraph of the text -> its translation as people have checked it, to be used as it is.
    """

    kind: Made
    lang: str
    to: str
    text: str = ""
    title: str = ""
    file: bytes = b""
    media: str = ""
    allowed: tuple[str, ...] = ()
    known: dict[str, str] = {}


class Aloud(Ask, frozen=True, kw_only=True):
    """Public words that somebody wants to hear. lang: BCP 47."""

    text: str
    lang: str


class Trial(Ask, frozen=True, kw_only=True):
    """Settings as somebody would like them; they are in `ctx.settings`, with the values of secrets."""


class Look(Ask, frozen=True, kw_only=True):
    """How are you?"""
