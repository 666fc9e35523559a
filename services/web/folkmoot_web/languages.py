"""The language of a page's own words: from its address, else what was chosen before, else what the browser asks for."""

import datetime
import functools
from collections.abc import Iterable
from urllib.parse import parse_qs

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from folkmoot.settings import BadSettings
from folkmoot_web.heard import Heard
from folkmoot_web.sentences import Say, speaking

SOURCE = "en"
"""The language that templates and sentences are written in."""

OFFERED = (SOURCE, "cy", "pl", "ur")
"""Languages in which every word is translated."""

REVIEWED = frozenset({SOURCE})
"""Those that somebody who grew up with the language has read; the others wait for that, and their pages say so."""

FIELD = "lang"
"""Query field that asks for a language, and name of the cookie with which a browser comes back to it."""

_CODES = (
    "ar bg bn cs cy de el es fa fr ga gd gu hi hr hu it ja ko ku lt lv ne nl pa pl "
    "ps pt ro ru sk so sq sr sv sw ta te th ti tl tr uk ur vi yo yue zh"
)
OTHERS: tuple[str, ...] = tuple(_CODES.split())
"""Languages that the words of a contribution are offered in besides those of the community."""


def spoken(switched_on: Iterable[str]) -> tuple[str, ...]:
    """The languages of an installation's pages, the source first. switched_on: those that were allowed before their review.

    Raises BadSettings when there is no such translation.
    """
    wanted = REVIEWED | set(switched_on)
    if unknown := sorted(wanted.difference(OFFERED)):
        there = ", ".join(OFFERED)
        raise BadSettings(
            f"The pages are not translated into {', '.join(unknown)}; there is {there}. Mend languages in settings.toml."
        )
    return tuple(tag for tag in OFFERED if tag in wanted)


def asked(heard: Heard, among: tuple[str, ...]) -> str:
    """The language that the address asks for, empty when it asks for none of those that are spoken here."""
    if b"lang=" not in heard.query:
        return ""
    try:
        given = parse_qs(heard.query.decode("latin-1"), max_num_fields=500).get(FIELD, [""])[0]
    except ValueError:  # more fields than any page has; it is refused where they are read
        return ""
    return given if given in among else ""


def chosen(heard: Heard, among: tuple[str, ...]) -> str:
    """The language to answer in. among: those that are spoken here."""
    before = heard.cookie(FIELD)
    return asked(heard, among) or (before if before in among else _accepted(heard["accept-language"][:200], among))


def remembering(heard: Heard, among: tuple[str, ...], *, https: bool) -> str:
    """The header with which a browser keeps the language that a page was asked for in; empty where nothing is to be kept."""
    given = "" if heard.for_programs or heard.method != "GET" else asked(heard, among)
    if not given or given == heard.cookie(FIELD):
        return ""
    return f"{FIELD}={given}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if https else ''}; Max-Age={_YEAR}"


_YEAR = 365 * 86_400


@functools.lru_cache(512)
def _accepted(header: str, among: tuple[str, ...]) -> str:
    """The first spoken language of an Accept-Language header, by weight; else the source."""
    wanted = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    for weight_, _, tag in sorted(wanted):
        for offered in among:
            if weight_ < 0 and tag.partition("-")[0] == offered.partition("-")[0].lower():
                return offered
    return SOURCE


@functools.lru_cache(512)
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    locale = _locale(tag)
    return locale.text_direction if locale else "ltr"


@functools.lru_cache(512)
def itself(tag: str) -> str:
    """A language's name in itself; the tag when nobody wrote that down."""
    locale = _locale(tag)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else tag


@functools.lru_cache(2048)
def name(tag: str, locale: str) -> str:
    """A language's name in another language; the tag when nobody wrote that down."""
    there, here = _locale(tag), _locale(locale)
    return (there.get_display_name(here) if there and here else None) or tag


@functools.lru_cache(4096)
def day(t: str, locale: str = SOURCE) -> tuple[str, str]:
    """An entry's time or a date as (`YYYY-MM-DD`, the date in words)."""
    iso = t[:10]
    try:
        return iso, format_date(datetime.date.fromisoformat(iso), "long", locale=_babel(locale))
    except ValueError:
        return iso, iso


def _babel(locale: str) -> Locale:
    if locale == "en":
        return Locale("en", "GB")
    return _locale(locale) or Locale("en", "GB")


@functools.lru_cache(512)
def choices(first: str, community: tuple[str, ...]) -> list[dict[str, str]]:
    """Languages to choose from for one's words: the page's own, those of the community, then others by their names."""
    near = list(dict.fromkeys((first, *community)))
    far = sorted((tag for tag in OTHERS if tag not in near), key=lambda tag: itself(tag).casefold())
    return [{"value": tag, "text": itself(tag), "lang": tag} for tag in [*near, *far]]


def translation(locale: str) -> Say:
    """Says a sentence of ours in a language, with its values; as it is written where nobody translated it."""
    return str if locale == SOURCE else speaking(locale)
