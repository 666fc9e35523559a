"""The colours of a community: measured against all that they stand on or under, and carried over into the dark scheme.

The ratio is that of WCAG 2.2, "contrast ratio" and "relative luminance": https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import functools
import math
import re
from collections.abc import Callable, Iterable

import msgspec

from folkmoot.domain.rules import Refused

TEXT = 4.5
"""Least ratio of words (WCAG 1.4.3)."""

SHAPE = 3.0
"""Least ratio of what shows where the focus is (WCAG 1.4.11)."""

MAIN, ACCENT = "#1a5b4c", "#f2b134"
"""Of a community that chose none; as in the style sheet."""

WHITE, BLACK = "#ffffff", "#000000"
INK = "#1d2521"
GROUNDS = ("#f5f4ee", "#ffffff", "#ebeae1", "#fbeae7")
DARK_GROUNDS = ("#151a18", "#1e2522", "#101412", "#3d1f1b")
"""What links stand on: the page, a card, what is sunk, what warns."""

NOT_A_COLOUR = "A colour is written as # and six digits or letters from a to f, such as #1a5b4c. Write it so."


class Shades(msgspec.Struct, frozen=True):
    """main: links, buttons. deep: the band at the top, under white words. wash: behind what is chosen. on: words on main.
    seat_wash: behind notices. accent is the same in both schemes.
    """

    main: str
    deep: str
    wash: str
    on: str
    seat_wash: str


def colour(typed: str) -> str:
    """A colour as it is kept, `#rrggbb`.

    Raises Refused when what was typed is none.
    """
    found = re.fullmatch("#?([0-9a-f]{6})", typed.strip().lower())
    if not found:
        raise Refused(NOT_A_COLOUR)
    return f"#{found[1]}"


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """A colour with a share of another in it. share: 0 for none of it, 1 for nothing else."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@functools.lru_cache(maxsize=256)
def light(main: str, accent: str) -> Shades:
    """The shades of a light page."""
    return Shades(main, mix(main, BLACK, 0.2), mix(WHITE, main, 0.1), WHITE, mix(WHITE, accent, 0.18))


@functools.lru_cache(maxsize=256)
def dark(main: str, accent: str) -> Shades:
    """The shades of a dark page: the main colour is lightened until it can be read on everything there."""
    wash, seat_wash = mix(DARK_GROUNDS[1], main, 0.2), mix(DARK_GROUNDS[1], accent, 0.1)
    on = "#0c1512"
    grounds = (*DARK_GROUNDS, wash, seat_wash, on)
    lighter = next(c for c in _towards(main, WHITE) if _least(c, grounds) >= TEXT)
    return Shades(lighter, mix(main, BLACK, 0.5), wash, on, seat_wash)


def check_main(main: str, accent: str) -> None:
    """Refuse a main colour that cannot be read.

    Raises Refused with the least ratio and the nearest colour that passes.
    """

    def least(one: str) -> float:
        shades = light(one, accent)
        return _least(one, (*GROUNDS, shades.wash, shades.seat_wash, shades.on))

    found = least(main)
    if found < TEXT:
        near = _nearest(main, lambda one: least(one) >= TEXT)
        raise Refused(
            f"The main colour {main} is too pale for links and buttons: its contrast is {_said(found)} to 1, and"
            f" {TEXT} to 1 is needed. The nearest that passes is {near}."
        )


def check_accent(main: str, accent: str) -> None:
    """Refuse an accent that dark words cannot be read on, or that does not stand out from the band at the top.

    Raises Refused with the ratio and the nearest colour that passes.
    """

    def bands(one: str) -> float:
        return _least(one, (light(main, one).deep, dark(main, one).deep))

    def passes(one: str) -> bool:
        return ratio(one, INK) >= TEXT and bands(one) >= SHAPE

    if passes(accent):
        return
    near, words = _nearest(accent, passes), ratio(accent, INK)
    if words < TEXT:
        raise Refused(
            f"The second colour {accent} is too dark to have words on it: its contrast is {_said(words)} to 1, and"
            f" {TEXT} to 1 is needed. The nearest that passes is {near}."
        )
    raise Refused(
        f"The second colour {accent} is too like the main colour: its contrast is {_said(bands(accent))} to 1, and"
        f" {SHAPE} to 1 is needed. The nearest that passes is {near}."
    )


def sheet(main: str, accent: str) -> str:
    """The style sheet of a community; on paper all is black on white, as in the one before it."""
    day, night = light(main, accent), dark(main, accent)
    return (
        f"@media screen{{:root{{--seat:{accent};{_rules(day)}}}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_rules(night)}}}}}\n"
    )


def _rules(shades: Shades) -> str:
    return (
        f"--brand:{shades.main};--brand-deep:{shades.deep};--brand-wash:{shades.wash};"
        f"--on-brand:{shades.on};--seat-wash:{shades.seat_wash}"
    )


def _parts(one: str) -> tuple[int, int, int]:
    return int(one[1:3], 16), int(one[3:5], 16), int(one[5:7], 16)


def _luminance(one: str) -> float:
    shares = [part / 255 for part in _parts(one)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _least(one: str, others: Iterable[str]) -> float:
    return min(ratio(one, other) for other in others)


def _towards(one: str, end: str) -> Iterable[str]:
    """From a colour to black or white in steps that nobody sees."""
    return (mix(one, end, step / 255) for step in range(256))


def _nearest(one: str, passes: Callable[[str], bool]) -> str:
    """The colour of the same kind, darker or lighter, that passes and is fewest steps away."""
    pairs = zip(_towards(one, BLACK), _towards(one, WHITE), strict=True)
    return next(c for pair in pairs for c in pair if passes(c))


def _said(value: float) -> str:
    """Rounded down, so that nothing is said to reach what it does not."""
    return f"{math.floor(value * 100) / 100:.2f}"
