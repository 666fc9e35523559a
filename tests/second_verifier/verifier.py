"""A verifier of folkmoot bundles that was written from the published page of the format alone: how a bundle is checked."""

import argparse
import base64
import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.second_verifier.following import Fault, Following
from tests.second_verifier.forms import SHAPES, b64, canonical, clock, digest, fail, fields_of, typed, written
from tests.second_verifier.history import NOTHING, Fields
from tests.second_verifier.signed import NUMBER, climbed, head_of, key_of, locate, note_of, place_of, root_of, unpacked

ABOUT_SHA = "09100609a51d16de58ea3cf96547aeae37d94c8fb4dd8b9a207362ace14d8ac4"  # SHA-256 of the fixed text in section 9
TERMS_SHA = "bff46a2094377e5c5996636b27f62261d21363cf242da1edbcdd8ba7e85e4517"  # and of the three lines of terms
WORDS = ["words/openings.jsonl", "words/recalled.jsonl", "words/terms"]
STORY = ("named", "name", "about", "captured", "attested", "note")  # what a story may say besides


class Audit(Following):  # one folder, with what somebody kept outside it
    def __init__(self, folder: Path, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        super().__init__(folder)
        self.names = {"ABOUT.txt", "vkey", "checkpoint", *WORDS}
        self.check(None, "bundle", self.run, trust, since, receipts)

    def record(self, size: int, root: bytes) -> None:  # the tiles, the tree and, one by one, the entries
        raws, tiles = [b""] * size, [[b""] * (size >> 8 * level) for level in range(8)]
        for level, first in [(up, first) for up in range(-1, 8) for first in range(0, size >> 8 * max(up, 0), 256)]:
            into, unit, number = (
                raws if level < 0 else tiles[level],
                256 ** max(level, 0),
                re.sub("^(000){1,5}", "", f"{first >> 8:018d}"),
            )
            width, name = (
                min(256, len(into) - first),
                f"tile/{'entries' if level < 0 else level}/" + re.sub(r"(...)(?=.)", r"x\1/", number),
            )
            self.names.add(name := name if width == 256 else f"{name}.p/{width}")
            raw = self.check(place := (first * unit, min((first + width) * unit, size)), name, self.read, name) or b""
            parts = unpacked(raw) if level < 0 else [raw[j : j + 32] for j in range(0, len(raw), 32)]
            into[first : first + width] = [*parts, *[b""] * width][:width]
            again = b"".join((len(part).to_bytes(2, "big") if level < 0 else b"") + part for part in parts)
            self.demand(place, again == raw and len(parts) == width and all(parts), f"{name}: it is damaged")
        self.leaves = leaves = [sha256(b"\0" + raw).digest() for raw in raws]
        real = [[root_of([leaves], 0, j << 8 * up, (j + 1) << 8 * up) for j in range(len(tiles[up]))] for up in range(8)]
        bad = [
            (j << 8 * up, (j + 1) << 8 * up) if up else j
            for up in range(8)
            for j, one in enumerate(tiles[up])
            if one != real[up][j]
        ]
        self.faults += [
            (x, "other root") for x in (bad if root_of(real, 7, 0, size) == root else [locate(tiles, real, 0, size, root)])
        ]
        for i, raw in enumerate(raws):
            self.check(i, "entry", self.take, i, raw) if raw else None
        self.demand(size - 1, not self.awaited, f"the record ends where an entry must follow: {self.awaited[:1]}")
        self.faults += [
            (size - 1, f"at the end {s} is overdue, unsaid")
            for s in sorted(self.due_days)
            if not self.on_time(s, self.before.minutes)
        ]

    def words(self, size: int) -> None:
        (opened, recalled, note), every = (self.read(name) for name in WORDS), self.all("record.restored", "community")
        seals = [self.check(place_of(line), "opening", self.opening, line) for line in opened.split(b"\n")[:-1]]
        have, shut, spans = (
            {*seals},
            {x: self.state(*x) for x in sorted(self.guards)},
            [range(e.f["start"], e.f["stop"]) for e in every],
        )
        self.faults += [
            (x[0], f"seal {x[1]} is shut") for x in shut if not (shut[x][0] or x in have or any(x[0] in s for s in spans))
        ]
        told = [written({"by": by, "i": x[0], "k": x[1], "why": why}) for x, (why, by) in shut.items() if why and x in self.public]
        rows, wrong = recalled.split(b"\n"), {*told, b""} ^ {*recalled.split(b"\n")}
        self.faults += [(place_of(line), f"{line!r} is {'not recalled' if line in told else 'recalled'}") for line in sorted(wrong)]
        self.demand(
            None,
            (wrong or rows == [*told, b""]) and (None in have or seals == sorted(have)) and opened[-1:] in b"\n",
            "words/: not in order",
        )
        form, origin, count, day, *digests, one, two, three = note_of(note, 9, self.key, 1)
        again = [digest(raw) for raw in (opened, recalled, f"{one}\n{two}\n{three}\n".encode())] if clock(day, "%Y-%m-%d") else []
        self.demand(
            None,
            [form, origin, count, *digests, TERMS_SHA] == ["folkmoot/words/v1", self.origin, str(size), *again],
            "words/terms: of other words",
        )

    def opening(self, line: bytes) -> tuple[int, int]:
        i, k, text, salt = fields_of(SHAPES["OPENING"], typed("object", one := canonical(line))).values()
        payload, seal = (
            typed("object", canonical(text.encode())),
            sha256(b"folkmoot/commit/v1\n" + b64(salt, 32) + text.encode()).digest(),
        )
        story = self.guards[i, k] == "w" and self.founded(self.entries[i].s).f.get("kind") == "story"
        formed = {"lang", "text"} <= {*payload} <= {"lang", "text", "title", *(STORY if story else [])} and typed(
            "*", [*payload.values()]
        )
        formed = formed and payload.get("named", "self") in ("self", "made-up") and len(one) == 4
        return (
            (i, k)
            if formed and b64(self.entries[i].cm[k], 32) == seal and not self.state(i, k)[0]
            else fail("it opens no public seal")
        )

    def origins(self) -> None:  # whose keys were stated for which origin, and the root that each earlier one was left at
        first, here = -1, NOTHING._replace(place=len(self.leaves), f={"origin": self.origin, "size": -1, "root": ""})
        self.stated, self.roots = dict[str, Fields](), dict[str, tuple[int, str]]()
        for e in [*self.all("record.continued", "community"), here]:
            for own in [own for own in self.all("keys.stated", "community") if first < own.place < e.place]:
                self.demand(
                    own.place, own.f["checkpoint"].startswith(f"{e.f['origin']}+"), "keys.stated: the key is of another origin"
                )
                self.stated[e.f["origin"]] = own.f
            first, self.roots[e.f["origin"]] = e.place, (e.f["size"], e.f["root"])

    def older(self, note: bytes) -> tuple[int, bytes]:
        name, size, root = head_of(note)
        head_of(note, self.key if (mine := name == self.origin) else key_of(self.stated[name]["checkpoint"]))
        left, now = self.roots[name], root_of([self.leaves], 0, 0, size) if size <= len(self.leaves) else b""
        same = now == root if mine else left == (size, base64.b64encode(root).decode())
        self.unseen += (
            [] if mine or left[0] == size else [f"a checkpoint of {name} of another size than was continued is not compared"]
        )
        self.demand((0, size), same or not (mine or left[0] == size), "outside: the first entries are not those that were signed")
        return size, root

    def receipt(self, raw: bytes) -> None:
        form, name, index, leaf, by = note_of(raw, 5)
        note_of(raw, 5, key_of(self.stated[name]["receipt"]) if name in self.stated else fail(f"no key was stated for {name}"))
        _ = [form, *re.findall(f"^(?:{NUMBER})$", index)] == ["folkmoot/receipt/v1", index] or fail("not a receipt")
        late, here = clock(by, "%Y-%m-%dT%H:%M:%SZ") < datetime.now(UTC).timestamp(), self.leaves[int(index) :][:1]
        self.demand(int(index) if here else None, here == [b64(leaf, 32)] or not (here or late), "the receipt is not honoured")

    def proof(self, raw: bytes) -> None:
        form = rf"\Ac2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/]+=*)\nindex ({NUMBER})((?:\n\S{{44}})*)\n\n([\s\S]+)\Z"
        ((extra, index, steps, note),) = re.findall(form, raw.decode())
        at, leaf, (size, root) = int(index), sha256(b"\0" + base64.b64decode(extra)).digest(), self.older(note.encode())
        leads = at < size and climbed(at, size, leaf, [b64(one, 32) for one in steps.split()]) == root
        same = self.leaves[at : at + 1] == [leaf] or head_of(note.encode())[0] != self.origin
        self.demand(at, leads and same, "proof: the path does not lead there, or another entry is there")

    def run(self, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        paths = {x.relative_to(self.folder).as_posix(): x for x in self.folder.rglob("*") if x.is_symlink() or not x.is_dir()}
        self.there = {name for name, path in paths.items() if path.is_file() and not path.is_symlink()}
        self.demand(None, "ABOUT.txt" in self.there and digest(self.read("ABOUT.txt")) == ABOUT_SHA, "ABOUT.txt: another text")
        self.origin, size, root = head_of(self.read("checkpoint"))
        self.record(
            size if size <= sum(x.lstat().st_size for x in paths.values()) else fail("more entries than the files can hold"), root
        )
        self.names |= {f"blobs/{name}" for e in self.entries.values() if (name := e.f.get("detail") or e.f.get("told"))}
        self.faults += [(None, f"{name!r} does not belong there") for name in sorted(paths.keys() - (self.names & self.there))]
        self.origins()
        mine, stated = self.read("vkey").decode(), self.stated.get(self.origin, {})
        self.key = key_of(text := mine.removesuffix("\n") if trust is None else trust.strip())
        keys = {mine, text + "\n", stated.get("checkpoint", text) + "\n", f"{self.origin}+{text.partition('+')[2]}\n"}
        self.demand(None, len(keys) == 1, "vkey, keys.stated, the origin and the trusted key do not agree")
        self.check(None, "checkpoint", head_of, self.read("checkpoint"), self.key, 1)
        known, given = {".receipt": self.receipt, ".tlog-proof": self.proof}, sorted(receipts.iterdir() if receipts else [])
        jobs: list[Any] = [(path.name, known[path.suffix], path.read_bytes()) for path in given if path.suffix in known]
        jobs += [("older", self.older, since)] * (since is not None)
        for what, work, on in [("words", self.words, size)] * bool(self.there & {*WORDS}) + jobs:
            self.check(None, what, work, on)
        self.unseen += [f"{name} is not there" for name in WORDS if name not in self.there]
        self.unseen += ["nobody outside named the key"] * (trust is None) + ["nothing outside was compared"] * (not jobs)


def verify(folder: Path, trust: str | None = None, since: bytes | None = None, receipts: Path | None = None) -> list[Fault]:
    return Audit(folder, trust, since, receipts).faults


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind in (("bundle", Path), ("--trust", str), ("--since", lambda name: Path(name).read_bytes()), ("--receipts", Path)):
        parser.add_argument(name, type=kind)
    audit = Audit(*vars(parser.parse_args()).values())
    print(*([f"fault at {place}: {sentence}" for place, sentence in audit.faults] or ["all holds"]), *audit.unseen, sep="\n")
    raise SystemExit(bool(audit.faults))
