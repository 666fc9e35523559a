"""A publisher over entries in a list, for the tests of publishing."""

from pathlib import Path

from folkmoot.record.checkpoint import Checkpoint, open_checkpoint
from folkmoot.record.note import Signer
from folkmoot.record.publisher import Publisher

ORIGIN = "moot.example/riverside"
SIGNER = Signer(ORIGIN, bytes(range(32)))


class Store:
    """Entries in a list: the store as the publisher sees it."""

    def __init__(self, entries: list[bytes]) -> None:
        self.entries = entries

    def __call__(self, start: int, limit: int) -> list[bytes]:
        return self.entries[start : start + limit]


def some_entries(start: int, stop: int) -> list[bytes]:
    return [b'{"i":%d}' % index for index in range(start, stop)]


def publisher(folder: Path, entries: list[bytes], state: str = "signed.sqlite") -> Publisher:
    return Publisher(folder / "public", folder / state, ORIGIN, SIGNER, Store(entries))


def opened(signed: bytes) -> Checkpoint:
    return open_checkpoint(signed, [SIGNER.verifier], ORIGIN)[0]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and ".new" not in each.parts
    }
