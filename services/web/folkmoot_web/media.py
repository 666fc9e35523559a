"""A picture is drawn anew from its pixels and a recording is told from other files, before either is kept."""

import asyncio
import io
import threading
import warnings

from folkmoot.domain.attaching import KIB, MOST, TOO_LONG, UNKNOWN, recognised
from folkmoot.domain.rules import Refused
from folkmoot.events.contribution import Medium

SENT: dict[Medium, int] = {"audio": MOST["audio"] * KIB, "picture": 15 * KIB * KIB}
"""Bytes that are taken: of a picture more than is kept, because it is made smaller here."""

MOST_SENT = SENT["audio"] + SENT["picture"] + 512 * KIB
"""Bytes of a form with a recording, a picture and a story."""

SIDE = 1_600
"""Pixels of the longer side that are kept."""

PIXELS = 50_000_000
"""Pixels that are read: what phones make. A small file can claim to hold many more."""

QUALITY = 85
FORMATS = ("PNG", "JPEG", "WEBP")

BIG_PICTURE = "This picture is too big. Take one of at most 15 MB and 50 million pixels."
NO_PICTURE = "This file is no picture that can be read here. Send a JPEG, PNG or WebP."

_drawing = threading.Lock()
"""One at a time: a picture takes much memory while it is drawn."""


async def prepared(kind: Medium, sent: bytes) -> bytes:
    """What is kept of a file that somebody sent.

    Raises Refused for one that is too big, or that is neither.
    """
    if kind == "audio":
        if recognised(sent) in (None, "image/jpeg"):
            raise Refused(UNKNOWN["audio"])
        if len(sent) > SENT["audio"]:
            raise Refused(TOO_LONG["audio"])
        return sent
    return await asyncio.to_thread(_in_turn, sent)


def _in_turn(sent: bytes) -> bytes:
    with _drawing:
        return drawn(sent)


def drawn(sent: bytes) -> bytes:
    """A picture as a JPEG without anything but its pixels, at most SIDE wide and high, turned as it was held.

    sent: a PNG, JPEG or WebP. Raises Refused for anything else, and for what is too big.
    """
    from PIL import Image, ImageOps  # where it is needed: it takes long to load

    if len(sent) > SENT["picture"]:
        raise Refused(BIG_PICTURE)
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if opened.width * opened.height > PIXELS:
                raise Refused(BIG_PICTURE)
            opened.draft("RGB", (SIDE, SIDE))
            turned = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(NO_PICTURE) from None
    turned.thumbnail((SIDE, SIDE))
    clean = Image.new("RGB", turned.size, "white")
    clean.paste(turned, mask=turned.getchannel("A"))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
