"""A logo is drawn anew from its pixels, so that nothing else that a file may hold reaches anybody."""

import io
from typing import TYPE_CHECKING

from folkmoot.domain.rules import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST = 1_000_000
"""Bytes that are taken."""

SIDE = 4_000
"""Pixels of the longer side that are taken."""

ROOM = (360, 120)
"""Pixels, width and height, that a logo is fitted into: twice what it takes up in the head of a page."""

LARGEST = 16_000
"""Bytes of what is shown: every first visit waits for it."""

FORMATS = ("PNG", "JPEG", "WEBP")

TOO_BIG = "This picture is too big. Take one of at most 1 MB and 4,000 pixels a side."
SVG = "An SVG can hold more than a picture, so none is taken here. Save the logo as PNG and send that."
NO_PICTURE = "This file is no picture that can be read here. Send a PNG, JPEG or WebP."


def drawn(sent: bytes) -> bytes:
    """A picture as a small PNG without anything but its pixels.

    sent: a PNG, JPEG or WebP. Raises Refused for anything else, and for what is too big.
    """
    from PIL import Image  # where it is needed: it takes long to load

    if len(sent) > MOST:
        raise Refused(TOO_BIG)
    if b"<svg" in sent[:1000].lower():
        raise Refused(SVG)
    try:
        with Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
            if max(opened.size) > SIDE:
                raise Refused(TOO_BIG)
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(NO_PICTURE) from None
    picture.info.clear()
    picture.thumbnail(ROOM)
    while len(found := _png(picture)) > LARGEST:
        flat = picture.quantize(64)
        if len(found := _png(flat)) <= LARGEST:
            break
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))
    return found


def _png(picture: "Picture") -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
