"""A record of any length, made without a store: entries as they would stand there, nine of ten of them responses."""

import base64
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from folkmoot.bundle import ABOUT
from folkmoot.domain.decision import inputs_digest
from folkmoot.events.canvas import CanvasOpened
from folkmoot.events.community import CharterAdopted, Founded, KeysStated, RoleGiven, Rules
from folkmoot.events.contribution import Received, Shared
from folkmoot.events.decision import BallotCast, Called, Closed, Electorate, Opened, Option, Tallied
from folkmoot.events.entry import Entry, pub_of, write
from folkmoot.events.fact import Fact
from folkmoot.events.ground import ConsentGiven
from folkmoot.events.participant import Joined, ResponseGiven
from folkmoot.events.plugin import PluginEnabled
from folkmoot.record.checkpoint import Checkpoint, sign
from folkmoot.record.note import Signer
from folkmoot.record.tiles import WIDTH, entries_path, growth, pack, tile_path
from folkmoot.record.tree import Tree, leaf_hashes

PEOPLE = 5_000
STATEMENTS = 1_000
OPTIONS = tuple("abcd")


class Scribe:
    """Writes entries one after the other, each at its place in record and stream."""

    def __init__(self) -> None:
        self.i = 0
        self._places: dict[str, int] = {}

    def leaf(self, stream: str, by: str, fact: Fact, cm: tuple[str, ...] = ()) -> bytes:
        """The next entry, as bytes."""
        n = self._places[stream] = self._places.get(stream, 0) + 1
        raw = pub_of(fact)
        leaf = write(Entry(by, cm, self.i, n, raw, stream, "2026-11-22T10:00Z", fact.NAME, fact.VERSION, "web"))
        self.i += 1
        return leaf


def name(prefix: str, number: int) -> str:
    """An id that is as long as a real one."""
    return prefix + base64.b32encode(number.to_bytes(10, "big")).decode().lower()


def leaves(size: int, signer: Signer, receipts: Signer, seed: int = 1) -> Iterator[bytes]:
    """`size` entries: a founding, a canvas, people, statements, a decision with ballots, and responses."""
    chance, scribe, seal = random.Random(seed), Scribe(), (base64.b64encode(bytes(32)).decode(),)
    canvas, decision, steward = name("can_", 1), name("dec_", 1), name("o_", 1)
    founding: list[tuple[str, Fact, int]] = [
        ("community", Founded(languages=("en",)), 1),
        ("community", KeysStated(checkpoint=str(signer.verifier), receipt=str(receipts.verifier)), 0),
        ("community", CharterAdopted(version=1, rules=Rules()), 1),
        ("community", RoleGiven(office=steward, role="steward"), 1),
        ("community", PluginEnabled(plugin="approval", version="1.0.0", methods=("approval",)), 0),
        (canvas, CanvasOpened(level="involve", body=steward), 2),
        (decision, _called(canvas), 1 + len(OPTIONS)),
        (decision, Opened(), 0),
    ]
    for stream, fact, seals in founding:
        yield scribe.leaf(stream, "house", fact, seal * seals)
    people = [name("p_", number) for number in range(min(PEOPLE, max(3, size // 20)))]
    for person in people:
        yield scribe.leaf(person, person, Joined(canvas=canvas, roll="open"))
    pieces = [name("con_", number) for number in range(min(STATEMENTS, max(1, size // 100)))]
    for number, piece in enumerate(pieces):
        author = people[number % len(people)]
        yield scribe.leaf(piece, author, Received(canvas=canvas, kind="statement", lang="en"), seal)
        yield scribe.leaf(piece, author, ConsentGiven(purposes=("publish",), notice="publish/1", lang="en"), seal)
        yield scribe.leaf(piece, author, Shared())
    ballots: dict[str, Any] = {person: sorted(chance.sample(OPTIONS, 2)) for person in people}
    for person, choice in ballots.items():
        yield scribe.leaf(decision, person, BallotCast(choice=choice))
    while scribe.i < size - 2:
        person = chance.choice(people)
        values = chance.choice((-1, 0, 1))
        yield scribe.leaf(person, person, ResponseGiven(statement=chance.choice(pieces), value=values))  # type: ignore[arg-type]  # one of the three
    yield from _result(scribe, decision, ballots)


def _called(canvas: str) -> Called:
    electorate = Electorate(rolls=("open",), until="closed")
    options = tuple(Option(id=option) for option in OPTIONS)
    return Called(canvas=canvas, method="approval", version="1.0.0", electorate=electorate, options=options, quorum=1, charter=1)


def _result(scribe: Scribe, decision: str, ballots: dict[str, Any]) -> Iterator[bytes]:
    digest = inputs_digest(ballots)
    counts = {option: sum(option in choice for choice in ballots.values()) for option in OPTIONS}
    ranked = sorted(counts.values(), reverse=True)
    chosen = tuple(option for option in OPTIONS if counts[option] > ranked[1])
    yield scribe.leaf(decision, "house", Closed(ballots=len(ballots), input=digest))
    tallied = Tallied(method="approval", version="1.0.0", input=digest, chosen=chosen, counts=counts, quorum_met=True)
    yield scribe.leaf(decision, "house", tallied)


def bundle(folder: Path, entries: list[bytes], signer: Signer) -> None:
    """Write the first part of a bundle of these entries."""
    tree = Tree(leaf_hashes(entries))
    for tile in growth(0, len(entries)):
        start = tile.index * WIDTH
        _put(folder / tile_path(tile), b"".join(tree.node(8 * tile.level, start + n) for n in range(tile.width)))
        if tile.level == 0:
            _put(folder / entries_path(tile.index, tile.width), pack(entries[start : start + tile.width]))
    _put(folder / "checkpoint", sign(Checkpoint(signer.name, len(entries), tree.root()), signer))
    _put(folder / "vkey", f"{signer.verifier}\n".encode())
    _put(folder / "ABOUT.txt", ABOUT.encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
