"""Every way of tampering with a bundle that a verifier is held to, drawn by rule; ours and any other run on the same."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from folkmoot.events.decision import BallotCast
from folkmoot.events.entry import Entry, canonical, pub_of, read, write
from folkmoot.record.note import Signer, generate
from tests.audit import tampering
from tests.audit.tampering import CHANGES, Leaves, first_changed, leaves_of, sign_again, sign_words, write_entries, write_tiles
from tests.audit.town import Town

Numbers = tuple[int, int, int]
"""What a case is drawn from: each 0 to 999,999."""

NOTHING_DONE = None
"""Answered when a draw leaves the bundle as it was."""

NO_ENTRY = -1
"""Answered when it is no entry that is another."""

Do = Callable[[Path, Town, Numbers], int | None]


class Case(msgspec.Struct, frozen=True):
    """do: tampers with a bundle; answers the index of the first entry that is another or missing, NO_ENTRY or NOTHING_DONE.

    kept: whether it takes an older checkpoint or a receipt to find it, as the host signed anew for entries that could be.
    """

    do: Do
    kept: bool = False


def edited(folder: Path, town: Town, change: str, numbers: Numbers, most: int = 10**9) -> tuple[Leaves, Leaves]:
    """The entries before and after one of the changes, at most at index `most`."""
    before = leaves_of(folder)
    return before, CHANGES[change](before, numbers[0] % min(len(before), most), numbers[1] % len(before))


def _entries(change: str) -> Do:
    def do(folder: Path, town: Town, numbers: Numbers) -> int | None:
        before, after = edited(folder, town, change, numbers)
        write_entries(folder, after, len(before))
        return first_changed(before, after) if after != before else NOTHING_DONE

    return do


def _tiles(change: str) -> Do:
    def do(folder: Path, town: Town, numbers: Numbers) -> int | None:
        before, after = edited(folder, town, change, numbers)
        write_tiles(folder, after)
        return first_changed(before, after) if after != before else NOTHING_DONE

    return do


def _anew(change: str) -> Do:
    def do(folder: Path, town: Town, numbers: Numbers) -> int | None:
        before, after = edited(folder, town, change, numbers, town.stands + 1)
        sign_again(folder, after, Signer.parse(town.secret))
        return first_changed(before, after) if after != before else NOTHING_DONE

    return do


def _flip(folder: Path, town: Town, numbers: Numbers) -> int | None:
    flip = tampering.Flip(numbers[0], numbers[1] / 999_999, numbers[2] % 8)
    name, at = flip.do(folder)
    return tampering.entry_at(town.bundle, name, at)


def _signed(do: Do) -> Do:
    """The same by the host, who then signs for the words."""

    def signed(folder: Path, town: Town, numbers: Numbers) -> int | None:
        done = do(folder, town, numbers)
        sign_words(folder, len(leaves_of(folder)), Signer.parse(town.secret))
        return done

    return signed


def _swap_words(folder: Path, town: Town, numbers: Numbers) -> int | None:
    return tampering.swap_payloads(folder, numbers[0], numbers[1])


def _leave_out(folder: Path, town: Town, numbers: Numbers) -> int | None:
    return tampering.leave_out(folder, numbers[0])


def _reword(folder: Path, town: Town, numbers: Numbers) -> int | None:
    lines = tampering.openings(folder)
    line = lines[numbers[0] % len(lines)]
    line["payload"] = line["payload"].replace('"text":"', '"text":"Not: ', 1)
    tampering.write_openings(folder, lines)
    index: int = line["i"]
    return index


def _give_away(folder: Path, town: Town, numbers: Numbers) -> int | None:
    """Give words away that were hidden."""
    lines = [*tampering.openings(folder), msgspec.to_builtins(town.hidden)]
    tampering.write_openings(folder, sorted(lines, key=lambda line: (line["i"], line["k"])))
    return town.hidden.i


def _forget_recall(folder: Path, town: Town, numbers: Numbers) -> int | None:
    path = folder / "words/recalled.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines.pop(numbers[0] % len(lines))
    path.write_bytes(b"".join(lines))
    return NO_ENTRY


def _forge_checkpoint(folder: Path, town: Town, numbers: Numbers) -> int | None:
    tampering.forge_checkpoint(folder)
    return NO_ENTRY


def _other_host(folder: Path, town: Town, numbers: Numbers) -> int | None:
    """Put another key into the record itself, and sign all of it with that."""
    other = generate(Signer.parse(town.secret).name)
    before = leaves_of(folder)
    after = [leaf.replace(town.key.encode(), str(other.verifier).encode()) for leaf in before]
    sign_again(folder, after, other)
    (folder / "vkey").write_text(f"{other.verifier}\n")
    return NO_ENTRY


def _older_checkpoint(folder: Path, town: Town, numbers: Numbers) -> int | None:
    (folder / "checkpoint").write_bytes(town.older)
    return NO_ENTRY


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _remove(folder: Path, town: Town, numbers: Numbers) -> int | None:
    files = [path for path in _files(folder) if path.name != "ABOUT.txt"]
    files[numbers[0] % len(files)].unlink()
    return NO_ENTRY


def _add(folder: Path, town: Town, numbers: Numbers) -> int | None:
    """Add a file where none belongs, such as a tile of another size."""
    files = _files(folder)
    path = files[numbers[0] % len(files)]
    path.with_name(f"{path.name}0").write_bytes(path.read_bytes())
    return NO_ENTRY


def _cut(folder: Path, town: Town, numbers: Numbers) -> int | None:
    files = [path for path in _files(folder) if path.stat().st_size]
    path = files[numbers[0] % len(files)]
    name, size = path.relative_to(folder).as_posix(), numbers[1] % path.stat().st_size
    path.write_bytes(path.read_bytes()[:size])
    return tampering.entry_at(town.bundle, name, size)


def _stuff(folder: Path, town: Town, numbers: Numbers) -> int | None:
    """The host adds a ballot of somebody who is not there, after the count."""
    leaves = leaves_of(folder)
    ballots = [read(leaf) for leaf in leaves if b'"type":"ballot.cast"' in leaf]
    last = max(read(leaf).n for leaf in leaves if read(leaf).s == ballots[0].s)
    by = f"p_{'abcdefghijklmnopqrstuvwxyz234567'[numbers[0] % 32] * 16}"
    forged = Entry(by, (), len(leaves), last + 1, pub_of(BallotCast(choice=["a"])), ballots[0].s, read(leaves[-1]).t,
                   "ballot.cast", 1, "web")  # fmt: skip
    sign_again(folder, [*leaves, write(forged)], Signer.parse(town.secret))
    return len(leaves)


def _count_otherwise(folder: Path, town: Town, numbers: Numbers) -> int | None:
    """The host writes another result over the one that was counted."""
    leaves = leaves_of(folder)
    at = next(n for n, leaf in enumerate(leaves) if b'"type":"decision.tallied"' in leaf)
    tallied = read(leaves[at])
    pub = msgspec.json.decode(tallied.pub)
    pub["counts"]["a"] += 1 + numbers[0] % 9
    leaves[at] = write(msgspec.structs.replace(tallied, pub=msgspec.Raw(canonical(pub))))
    sign_again(folder, leaves, Signer.parse(town.secret))
    return at


CASES: dict[str, Case] = {
    "one bit flipped": Case(_flip),
    **{f"entries {change}": Case(_entries(change)) for change in CHANGES},
    **{f"entries {change}, tiles made anew": Case(_tiles(change)) for change in CHANGES},
    **{f"entries {change}, signed anew": Case(_anew(change), kept=True) for change in CHANGES},
    "words swapped": Case(_swap_words),
    "words swapped, signed": Case(_signed(_swap_words)),
    "public words claimed private": Case(_leave_out),
    "public words claimed private, signed": Case(_signed(_leave_out)),
    "words changed": Case(_reword),
    "words changed, signed": Case(_signed(_reword)),
    "hidden words given away": Case(_give_away),
    "hidden words given away, signed": Case(_signed(_give_away)),
    "a recall forgotten": Case(_forget_recall),
    "a recall forgotten, signed": Case(_signed(_forget_recall)),
    "a checkpoint of another key": Case(_forge_checkpoint),
    "a record of another key": Case(_other_host),
    "an older checkpoint put back": Case(_older_checkpoint),
    "a file removed": Case(_remove),
    "a file added": Case(_add),
    "a file cut short": Case(_cut),
    "a ballot added after the count, signed": Case(_stuff),
    "another result, signed": Case(_count_otherwise),
}
"""Name -> case. Without `kept`, whoever has the key of the host (`town.key`) and nothing else finds it."""
