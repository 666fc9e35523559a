"""From the one key outside the databases comes a key for each purpose, so that none is used for two."""

import hmac


def derive(kek: bytes, purpose: bytes) -> bytes:
    """32 bytes for a purpose: the first block of HKDF-Expand with SHA-256 (RFC 5869 section 2.3).

    kek: 32 random bytes. purpose: a label with its version, such as `folkmoot/keyring/wrap/v1`.
    Raises ValueError when the kek is of another length.
    """
    if len(kek) != 32:
        raise ValueError(f"the key file holds 32 bytes, not {len(kek)}; bring back the one that was made by `init`")
    return hmac.digest(kek, purpose + b"\x01", "sha256")
