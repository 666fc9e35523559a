"""What a community chose is served under addresses that change with it, so that browsers may keep it for good."""

import hashlib
import struct

import msgspec

from folkmoot.identity import PLAIN, Identities, Identity
from folkmoot_web import colours


class Look(msgspec.Struct, frozen=True):
    """How the pages of a community look. sheet_at, logo_at: addresses, empty for none. head: colour of the band at the
    top, `#rrggbb`. width, height: of the logo in pixels of a page. alt: what it shows. lang: language of alt and welcome.
    """

    sheet_at: str
    sheet: bytes
    head: str
    logo_at: str
    logo: bytes
    width: int
    height: int
    alt: str
    welcome: str
    lang: str


class Looks:
    """The looks of an installation's communities, made when they are first asked for and after each change."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._made: dict[str, tuple[Identity, Look]] = {}

    def find(self, community: str) -> Look | None:
        """How a community looks, None when it chose nothing."""
        chosen = self._identities.find(community) if community else PLAIN
        if chosen is PLAIN or chosen == PLAIN:
            return None
        made = self._made.get(community)
        if made is None or made[0] is not chosen:
            made = self._made[community] = chosen, _look(community, chosen)
        return made[1]


def _look(community: str, chosen: Identity) -> Look:
    main, accent = chosen.main or colours.MAIN, chosen.accent or colours.ACCENT
    sheet = colours.sheet(main, accent).encode() if chosen.main or chosen.accent else b""
    width, height = _size(chosen.logo)
    root = f"/c/{community}/look"
    return Look(
        f"{root}/{_name(sheet)}/colours.css" if sheet else "",
        sheet,
        colours.light(main, accent).deep,
        f"{root}/{_name(chosen.logo)}/logo.png" if chosen.logo else "",
        chosen.logo,
        width,
        height,
        chosen.alt,
        chosen.welcome,
        chosen.lang,
    )


def _name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels of a page, half those of the picture, from the header of a PNG (its section 11.2.2)."""
    if not png:
        return 0, 0
    wide, high = struct.unpack(">II", png[16:24])
    return max(1, round(wide / 2)), max(1, round(high / 2))
