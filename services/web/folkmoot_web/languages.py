"""The language of a page's own words comes from its address, then from what the browser asks for; never from a cookie."""

import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from folkmoot_web.heard import Heard

CATALOGUES = Path(__file__).parent / "locale"
SOURCE = "en"
"""The language that templates and sentences are written in."""

OFFERED = (SOURCE,)
"""Languages in which every word for people who take part is translated and was read by somebody who speaks them."""

FIELD = "lang"
"""Query field that asks for a language; unfinished ones can be looked at with it, and are offered to nobody."""

_CODES = (
    "ar bg bn cs cy de el es fa fr ga gd gu hi hr hu it ja ko ku lt lv ne nl pa pl "
    "ps pt ro ru sk so sq sr sv sw ta te th ti tl tr uk ur vi yo yue zh"
)
OTHERS: tuple[str, ...] = tuple(_CODES.split())
"""Languages that the words of a contribution are offered in besides those of the community."""


@functools.cache
def known() -> frozenset[str]:
    """Languages that there is a catalogue of, finished or not."""
    return frozenset({SOURCE, *(folder.parent.name for folder in CATALOGUES.glob("*/LC_MESSAGES"))})


def asked(heard: Heard) -> str:
    """The language that the address asks for, empty when it asks for none that there is."""
    if b"lang=" not in heard.query:
        return ""
    given = parse_qs(heard.query.decode("latin-1"), max_num_fields=500).get(FIELD, [""])[0]
    return given if given in known() else ""


def chosen(heard: Heard) -> str:
    """The language to answer in."""
    return asked(heard) or _accepted(heard["accept-language"][:200])


@functools.lru_cache(512)
def _accepted(header: str) -> str:
    """The first offered language of an Accept-Language header, by weight; else the source."""
    wanted = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    for weight_, _, tag in sorted(wanted):
        for offered in OFFERED:
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


def choices(first: str, community: tuple[str, ...]) -> list[dict[str, str]]:
    """Languages to choose from for one's words: the page's own, those of the community, then others by their names."""
    near = list(dict.fromkeys((first, *community)))
    far = sorted((tag for tag in OTHERS if tag not in near), key=lambda tag: itself(tag).casefold())
    return [{"value": tag, "text": itself(tag), "lang": tag} for tag in [*near, *far]]


@functools.cache
def translation(locale: str) -> Callable[[str], str]:
    """Answers a sentence of ours in a language; as it is written where nobody translated it."""
    from babel.support import Translations

    return Translations.load(CATALOGUES, [locale], "folkmoot").gettext if locale != SOURCE else str
