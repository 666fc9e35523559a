"""Names that mean nothing and cannot be guessed."""

import base64
import secrets


def new_id(prefix: str) -> str:
    """prefix and 16 characters of a-z2-7 (base 32, RFC 4648, in small letters): 80 random bits.

    prefix: with its underscore, such as `con_`.
    """
    return prefix + base64.b32encode(secrets.token_bytes(10)).decode().lower()
