"""A message is signed as Standard Webhooks 1.0.0 says, with every secret that the receiver may have."""

import base64
import binascii
import hashlib
import hmac

PREFIX = "whsec_"
LEAST, MOST = 24, 64
"""Bytes of a secret."""


class NoSecret(ValueError):
    """What was given as a secret is none. The message does not repeat it."""


def keys(value: str) -> list[bytes]:
    """The keys that a value holds: one secret, or several with white space between them while one takes the place of another.

    Raises NoSecret when there is none, or one of them is not `whsec_` and 24 to 64 bytes in base64.
    """
    found = [_key(secret) for secret in value.split()]
    if not found:
        raise NoSecret("there is nothing in it")
    return found


def headers(name: str, seconds: int, body: bytes, signers: list[bytes]) -> dict[str, str]:
    """What goes above a body. name: the same at every try. seconds: since 1970, of this try."""
    signed = f"{name}.{seconds}.".encode() + body
    digests = [hmac.new(key, signed, hashlib.sha256).digest() for key in signers]
    signature = " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
    return {"webhook-id": name, "webhook-timestamp": str(seconds), "webhook-signature": signature}


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise NoSecret("what follows whsec_ is not base64") from None
    if not secret.startswith(PREFIX) or not LEAST <= len(key) <= MOST:
        raise NoSecret(f"it begins with {PREFIX}, and {LEAST} to {MOST} bytes follow")
    return key
