"""A code is told once, to be written down and typed by hand; what is kept of it tells nobody the code."""

import hmac
import secrets
import unicodedata

DIGITS = 20
"""Of a code, drawn at random: 66 bits."""


class Codes:
    """Makes codes, and what is kept of one: its HMAC-SHA-256 (RFC 2104). key: 32 bytes for this purpose alone."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new(self) -> tuple[str, bytes]:
        """A new code as 20 digits in groups of 5, and what is kept of it."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        return " ".join(code[i : i + 5] for i in range(0, DIGITS, 5)), self.kept(code)

    def kept(self, typed: str) -> bytes:
        """What is kept of the code that somebody typed, however its groups and in whichever digits it is written."""
        return hmac.digest(self._key, digits(typed).encode(), "sha256")


def digits(typed: str) -> str:
    """The digits in what somebody typed, as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in typed[:200] if sign.isdecimal())
