"""Signed notes: a text, and under it one line for each signature (C2SP signed-note v1.0.0; Ed25519 keys, type 0x01)."""

import re
from base64 import b64encode
from binascii import Error, a2b_base64
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
MAX_BYTES = 1_000_000
MAX_SIGNATURES = 100
_KEY_ID = re.compile("[0-9a-f]{8}")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """A note or key that cannot be read or does not verify; the message says in one sentence why."""


class Checks(Protocol):
    """What `open_note` needs of a key: other kinds of signature (a witness's, say) join by having the same shape."""

    @property
    def name(self) -> str:
        """The key's name, as signature lines give it."""

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys of one name apart."""

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether these bytes, the key ID taken off, are this key's signature of the text."""


class Opened(NamedTuple):
    """A verified note: its text, and the names of the keys whose signatures verified, in the note's order."""

    text: str
    names: tuple[str, ...]


class Verifier:
    """A public key with its name, written `name+key ID+base64`."""

    def __init__(self, name: str, public_key: bytes) -> None:
        """Takes a raw 32-byte Ed25519 key. Raises NoteError."""
        check_name(name)
        if len(public_key) != 32:
            raise NoteError(f"The key of {name} has {len(public_key)} bytes, but an Ed25519 key has 32.")
        self.name = name
        self.public_key = public_key
        self.key_id = key_id(name, ED25519, public_key)

    @classmethod
    def parse(cls, vkey: str) -> "Verifier":
        """Reads a written public key. Raises NoteError."""
        name, written_id, raw = _split_key(vkey, "public key")
        verifier = cls(name, raw)
        if verifier.key_id.hex() != written_id:
            raise NoteError(f"The key ID {written_id} does not belong to this public key of {name}: it was miscopied.")
        return verifier

    def __str__(self) -> str:
        """The key as it is written down and passed on."""
        return f"{self.name}+{self.key_id.hex()}+{encode64(bytes([ED25519]) + self.public_key)}"

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature (64 bytes) is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text)
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key with its name; printing it shows no secret."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Takes a 32-byte Ed25519 seed. Raises NoteError."""
        if len(seed) != 32:
            raise NoteError(f"The private key of {name} has {len(seed)} bytes, but an Ed25519 seed has 32.")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())
        self.name = name
        self.key_id = self.verifier.key_id

    @classmethod
    def parse(cls, skey: str) -> "Signer":
        """Reads a written private key. Raises NoteError, which repeats nothing of the secret."""
        if not skey.startswith("PRIVATE+KEY+"):
            raise NoteError("A private key begins with PRIVATE+KEY+, and this one does not.")
        name, written_id, seed = _split_key(skey.removeprefix("PRIVATE+KEY+"), "private key")
        signer = cls(name, seed)
        if signer.key_id.hex() != written_id:
            raise NoteError(f"The key ID {written_id} does not belong to this private key of {name}: it was miscopied.")
        return signer

    def secret(self) -> str:
        """The private key as it is written to its file, `PRIVATE+KEY+name+key ID+base64`."""
        return f"PRIVATE+KEY+{self.name}+{self.key_id.hex()}+{encode64(bytes([ED25519]) + self._seed)}"

    def sign(self, text: bytes) -> bytes:
        """The 64-byte signature of the text."""
        return self._key.sign(text)


def generate(name: str) -> Signer:
    """Makes a new key under this name. Raises NoteError if the name cannot stand in a note."""
    return Signer(name, Ed25519PrivateKey.generate().private_bytes_raw())


def key_id(name: str, kind: int, public_key: bytes) -> bytes:
    """The four bytes that point from a signature line to its key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public_key).digest()[:4]


def sign(text: str, *signers: Signer) -> bytes:
    """The signed note over a text, which ends with a newline. Raises NoteError."""
    body = text.encode()
    _check_text(text)
    return body + b"\n" + b"".join(signature_line(each.name, each.key_id, each.sign(body)) for each in signers)


def signature_line(name: str, identity: bytes, signature: bytes) -> bytes:
    """One signature as a note carries it."""
    return f"\u2014 {name} {encode64(identity + signature)}\n".encode()


def open_note(data: bytes, verifiers: Iterable[Checks]) -> Opened:
    """Reads a note and checks each signature whose key is known; signatures of unknown keys are passed over.

    Raises NoteError if the note is malformed, if no known key signed it, or if a known key's signature fails.
    """
    known: dict[tuple[str, bytes], Checks] = {}
    for each in verifiers:
        if known.setdefault((each.name, each.key_id), each) is not each:
            raise NoteError(f"Two of the trusted keys have the name {each.name} and the same key ID: give only one.")
    text, signatures = split(data)
    names: dict[str, None] = {}
    for name, identity, signature in signatures:
        key = known.get((name, identity))
        if key is None:
            continue
        if not key.verify(text.encode(), signature):
            raise NoteError(f"The signature of {name} is not valid for this text: one of them was changed.")
        names[name] = None
    if not names:
        raise NoteError("None of the trusted keys has signed this note.")
    return Opened(text, tuple(names))


def split(data: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a note and its signatures as (name, key ID, signature), none of them checked. Raises NoteError."""
    if len(data) > MAX_BYTES:
        raise NoteError(f"The note has {len(data)} bytes, more than the {MAX_BYTES} we read.")
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise NoteError("The note is not UTF-8 text.") from error
    text, gap, tail = whole.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise NoteError("A note is a text, an empty line, and signature lines that each end with a newline.")
    text += "\n"
    _check_text(text)
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"The note has {len(lines)} signatures, more than the {MAX_SIGNATURES} we read.")
    return text, [_signature(line) for line in lines]


def check_name(name: str) -> None:
    """Raises NoteError unless the name can stand in keys and signature lines."""
    if not name or "+" in name or any(letter.isspace() for letter in name) or _CONTROL.search(name):
        raise NoteError(f"A key's name has no space and no plus sign and is not empty, unlike {name!r}.")


def encode64(data: bytes) -> str:
    """Standard base64 with padding."""
    return b64encode(data).decode("ascii")


def decode64(text: str) -> bytes:
    """Reads standard base64 in its one canonical spelling. Raises ValueError, which does not repeat what may be a secret."""
    try:
        data = a2b_base64(text, strict_mode=True)
    except (Error, ValueError) as error:
        raise ValueError("This is not base64.") from error
    if encode64(data) != text:
        raise ValueError("This is not base64 in its canonical form.")
    return data


def _signature(line: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise NoteError("A signature line is a long dash, a name and base64, and one line in this note is something else.")
    check_name(parts[1])
    try:
        data = decode64(parts[2])
    except ValueError as error:
        raise NoteError(f"The signature of {parts[1]} is not written in base64.") from error
    if len(data) < 5:
        raise NoteError(f"The signature of {parts[1]} is too short to be one.")
    return parts[1], data[:4], data[4:]


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise NoteError("The text of a note ends with a newline.")
    if _CONTROL.search(text):
        raise NoteError("The text of a note holds no control characters except newlines.")


def _split_key(written: str, noun: str) -> tuple[str, str, bytes]:
    """The name, the written key ID and the 32 raw bytes of a written key."""
    # The base64 part may hold plus signs of its own, so only the first two part anything.
    parts = written.split("+", 2)
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
        raise NoteError(f"A {noun} is a name, eight hexadecimal digits and base64, with plus signs between.")
    try:
        data = decode64(parts[2])
    except ValueError as error:
        raise NoteError(f"The last part of the {noun} of {parts[0]} is not base64.") from error
    if not data or data[0] != ED25519:
        raise NoteError(f"The {noun} of {parts[0]} is not of type 1, Ed25519, which is the only type we use.")
    return parts[0], parts[1], data[1:]
