"""A verifier of folkmoot bundles that was written from the published page of the format alone."""
# fmt: off
import argparse
import base64
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace as Entry
from typing import Any
from unicodedata import is_normalized

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Seal = tuple[int, int]
Fields = dict[str, Any]
Place = int | Seal | None
Fault = tuple[Place, str]
ABOUT_SHA = "09100609a51d16de58ea3cf96547aeae37d94c8fb4dd8b9a207362ace14d8ac4"  # SHA-256 of the fixed text in section 9
TERMS_SHA = "bff46a2094377e5c5996636b27f62261d21363cf242da1edbcdd8ba7e85e4517"  # and of the three lines of terms
WORDS, HASH = ["words/openings.jsonl", "words/recalled.jsonl", "words/terms"], r"[A-Za-z0-9+/]{42}[048AEIMQUYcgkosw]\x3d"
TYPES, NAME = {"int": int, "bool": bool, "obj": dict, "list": list}, "[a-z2-7]{16}"  # any other is a pattern; *T a list
ROLE, ROLL = "steward|facilitator|officer|moderator|safeguarding|overseer", "open|invited|code|address|attested|import"
ERASED, PURPOSES, RECEIVED = 'ground:asked|ordered="asked"', "purposes:*publish|quote|translate|recontact", "contribution.received"
STREAMS = {"sou": "src", "can": "can", "par": "p", "res": "p", "con": "con", "lic": "con", "dut": "con", "dec": "dec", "bal": "dec"}
GIVES, NUMBER = {"role.given", "participant.joined", "canvas.opened"}, "0|[1-9][0-9]{0,17}"
TAKES = {"role.taken_back", "participant.left", "participant.erased", "canvas.concluded"}
SHAPES = {"RULES": 'grain:int=60 notice:int=48 opens:*=["steward","facilitator","officer"] small:int=10',
          "ELECTORATE": f'rolls:*{ROLL} until:opened|closed="opened"', "OPTION": 'id source=""', "PAYLOAD": "lang text",
          "ENTRY": f"by:house|[op]_{NAME} cm:*{HASH} i:int n:int pub:obj s:community|(can|p|con|dec|src)_{NAME} t type v:int via"}
# Kinds; guards; fields; who (House, Import, Own, seLf, Rules.opens, Any, a role by letter); what came (+) on the stream or not (-).
RAW = f"""D.called;o*;canvas method version electorate:ELECTORATE options:*OPTION quorum:int charter:int params:obj={{}} \
inputs:list=[] closes="" secrecy="open";Hfos;-D.called // C.held;;reason:report|personal-data|distress|plugin;M // duty.stated;;;O;
C.hidden;o;reason:abuse|personal-data|off-topic|duplicate|unlawful|rejected-at-source charter:int;M // C.released C.put_forward;;;M
C.linked;;to relation:grew-from|answers|same-as|supports|contradicts;A;+C.received // ballot.cast;;choice:any;A;+D.opened -D.closed
response.given;;statement value:int claimed="";L; // P.joined;;canvas roll:{ROLL};L;-P.erased // keys.stated;;checkpoint receipt;H;
community.founded;o;languages:*;H; // C.erased;;{ERASED};OHs;+C.received // P.erased;;{ERASED};LHs;+P.joined // C.revised;w;lang;O;
canvas.opened;oo;level:inform|consult|involve|collaborate|empower body answer_by="";HR;-canvas.opened // C.shared C.withdrawn;;;O;
record.restored;o;start:int stop:int;H; // role.given role.taken_back;o;office role:{ROLE};Hs; // consent.withdrawn;;{PURPOSES};O;
charter.adopted;o;version:int rules:RULES;Hs; // D.closed;;ballots:int input;Hfos;+D.opened -D.closed // licence.stated;;source;O;
charter.amended;oo;version:int rules:RULES;Hs; // canvas.concluded;o;;Hfs;+canvas.opened -canvas.concluded // P.left;;;L;+P.joined
D.opened;;;Hfos;+D.called -D.opened // plugin.enabled;;plugin version;Hs; // source.named;o;licence url="";Hsf; // C.restored;o;;M
C.received;w;canvas kind:story|idea|statement|comment|question lang parent="" to="" claimed="";A; // plugin.disabled;o;plugin;Hs;
P.attested;;roll:{ROLL};Hfos;+P.joined // consent.given;p;{PURPOSES} notice lang;O; // record.continued;;origin size:int root;H;
D.tallied;;method version input chosen:* counts:obj quorum_met:bool params:obj={{}} detail="";A;+D.closed -D.tallied
payload.redacted;o;entry:int seal:int;Hsm; // D.reviewed;o;outcome:stands|change|repeal;Hfos;+D.tallied"""
RAW = RAW.replace("M", "HmfsI;+C.received").replace("C.", "contribution.").replace("P.", "participant.").replace("D.", "decision.")
KINDS = {kind: row.split(";")[1:] for row in re.split("\n|//", RAW) for kind in row.split(";")[0].split()}
WHEN: dict[str, Any] = {  # what else must hold of a kind: of the audit, the entry and its fields
    "charter": lambda a, e, f: f["version"] == a.charter["version"] + 1 and f["rules"]["grain"] > 0,
    "role.taken_back": lambda a, e, f: f["role"] != "steward" or {o for o, role in a.facts if role == "steward"} - {f["office"]},
    "keys.stated": lambda a, e, f: key_of(f["receipt"])[0] == key_of(f["checkpoint"])[0] + "/receipt",
    "payload.redacted": lambda a, e, f: f["entry"] != e.place and a.guards.get((f["entry"], f["seal"])) in ("o", "g"),
    "participant.joined": lambda a, e, f: a.last[e.type, e.s].canvas in ("", e.canvas) and (e.s, e.canvas) not in a.facts,
    "record.restored": lambda a, e, f: 0 <= f["start"] < f["stop"] <= e.place,
    "response.given": lambda a, e, f: f["value"] in (-1, 0, 1) and a.last[RECEIVED, f["statement"]].f.get("kind") == "statement"
    and {(e.s, a.last[RECEIVED, f["statement"]].canvas), (a.last[RECEIVED, f["statement"]].canvas, "open")} <= a.facts,
    "contribution.received": lambda a, e, f: e.n == 1 and (e.by[:2] != "p_" or (e.by, e.canvas) in a.facts)
    and (not f["parent"] or a.last[RECEIVED, f["parent"]].canvas == e.canvas),
    "contribution.linked": lambda a, e, f: a.last[RECEIVED, e.s].canvas == a.last[RECEIVED, f["to"]].canvas,
    "licence.stated": lambda a, e, f: e.via == "import" and a.last["source.named", f["source"]].place >= 0,
    "contribution.erased": lambda a, e, f: a.last[RECEIVED, e.s].by[:2] == "p_", "duty.stated": lambda a, e, f: e.by[:2] != "p_",
    "decision.called": lambda a, e, f: f["charter"] == a.charter["version"] > 0 and len(f["options"]) == len(e.cm) - 1 > 1,
    "ballot.cast": lambda a, e, f: a.may_vote(e, a.last["decision.called", e.s], f["choice"]),
    "decision.closed": lambda a, e, f: [f["ballots"], f["input"]] == ballots(a.last["decision.called", e.s].votes),
    "decision.tallied": lambda a, e, f: a.recounts(e, f, a.last["decision.called", e.s])}
NO_KEY, NOBODY = ("", b"", b""), Entry(place=-1, i=-1, n=0, by="", canvas="", guards="", f={}, votes={}, minutes=None)
def need(holds: object, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)
def b64(text: str, size: int) -> bytes:
    raw = base64.b64decode(text, validate=True)
    need(len(raw) == size and base64.b64encode(raw).decode() == text, f"not standard base64 of {size} bytes")
    return raw
def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def canonical(raw: bytes) -> Any:  # it is written again as the same bytes, which also shows keys that stand twice
    value, bare = json.loads(raw.decode()), re.sub(rb'"(?:[^"\\]|\\.)*"', b"", raw)
    plain = re.fullmatch(rb"(?:[\[\]{}:,0-9-]|true|false)*", bare) and is_normalized("NFC", raw.decode())
    need(plain and written(value) == raw, "not canonical JSON")
    return value
def clock(text: str, form: str) -> int:
    when = datetime.strptime(text, form).replace(tzinfo=UTC)
    need(when.strftime(form) == text, f"{text[:30]!r} is not a time")
    return int(when.timestamp())
def fields_of(spec: str, found: Fields) -> Fields:  # each of its type, with defaults filled in, without what the kind does not have
    rows = re.findall(r"(\w+):?([^\s=]*)=?(\S*)", spec)
    need(all(found.get(n) != json.loads(d) if d else n in found for n, _, d in rows), f"missing, or a written default: {spec}")
    return {name: typed(kind, found[name] if name in found else json.loads(default)) for name, kind, default in rows}
def typed(kind: str, value: Any) -> Any:
    plain: Any = list if kind[:1] == "*" else dict if kind in SHAPES else TYPES.get(kind, str)
    fits = kind == "any" or (type(value) is plain and (plain is not str or re.fullmatch(kind or "(?s:.*)", value)))
    need(fits, f"{value!r:.60} is not {kind or 'a string'}")
    return [typed(kind[1:], v) for v in value] if kind[:1] == "*" else fields_of(SHAPES[kind], value) if kind in SHAPES else value
def root_of(tiles: list[list[bytes]], top: int, first: int, stop: int) -> bytes:  # over a range, from hashes of level top where they fit
    count, level = stop - first, ((stop - first).bit_length() - 1) // 8
    if count == 0 or (count == 256**level and level <= top):
        return tiles[level][first // count] if count else sha256(b"").digest()
    half = first + (1 << (count - 1).bit_length() - 1)
    return sha256(b"\1" + root_of(tiles, top, first, half) + root_of(tiles, top, half, stop)).digest()
def locate(tiles: list[list[bytes]], real: list[list[bytes]], first: int, stop: int, root: bytes) -> Place:  # where entries first differ
    half = first + ((1 << max(0, stop - first - 1).bit_length()) >> 1)
    for top in range(8):
        left, right = root_of(tiles, top, first, half), root_of(tiles, top, half, stop)
        if root_of([[left, right]], 0, 0, 2) == root:
            return locate(tiles, real, *((first, half, left) if left != root_of(real, 7, first, half) else (half, stop, right)))
    return (first, stop) if half > first else first
def climbed(index: int, size: int, digest: bytes, path: list[bytes]) -> bytes:  # to the root
    need((size > 1) == bool(path), "the path has another length")
    half = 1 << max(0, (size - 1).bit_length() - 1)
    below = climbed(index % half, half if index < half else size - half, digest, path[:-1]) if path else digest
    return root_of([[below, *path[-1:]] if index < half else [*path[-1:], below]], 0, 0, 2) if path else below
def key_of(text: str) -> tuple[str, bytes, bytes]:
    name, ident, rest = text.split("+", 2)
    raw = b64(rest, 33)
    need(re.fullmatch(r"\S+", name) and raw[0] == 1 and ident == sha256(f"{name}\n".encode() + raw).hexdigest()[:8], "not a vkey")
    return name, bytes.fromhex(ident), raw[1:]
def note_of(note: bytes, count: int, key: tuple[str, bytes, bytes] = NO_KEY) -> list[str]:  # with a key, its signature is checked
    text, _, tail = note.decode().rpartition("\n\n")
    need(re.fullmatch(r"(— [^\s+]+ [A-Za-z0-9+/]+=*\n)+", tail) and text.count("\n") == count - 1, f"not a note of {count} lines")
    mine = [b64(sign, 68)[4:] for sign in re.findall(rf"— {re.escape(key[0])} (\S+)\n", tail) if base64.b64decode(sign)[:4] == key[1]]
    need(mine or not key[0], "the key did not sign")
    for sign in mine:
        Ed25519PublicKey.from_public_bytes(key[2]).verify(sign, f"{text}\n".encode())
    return text.split("\n")
def head_of(note: bytes, key: tuple[str, bytes, bytes] = NO_KEY) -> tuple[str, int, bytes]:
    origin, size, root = note_of(note, 3, key)
    need(re.fullmatch(r"[^\s+/]+/[^\s+]+", origin) and re.fullmatch(NUMBER, size), "not a checkpoint")
    return origin, int(size), b64(root, 32)
def unpacked(raw: bytes) -> list[bytes]:
    size = 2 + int.from_bytes(raw[:2], "big")
    return [raw[2:size], *unpacked(raw[size:])] if raw else []
def place_of(line: bytes) -> Place:
    return next(map(int, re.findall(rb'"i":(\d{1,9}),', line)), None)
def ballots(votes: Fields) -> list[Any]:
    return [len(votes), sha256(b"".join(written([by, votes[by]]) + b"\n" for by in sorted(votes))).hexdigest()]
class Audit:  # what the entries of one folder say so far, the faults, and what could not be checked
    def __init__(self, folder: Path, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        self.folder, self.charter, self.rolls = folder, {"version": 0, "rules": typed("RULES", {})}, dict[tuple[int, str], int]()
        self.faults, self.unseen, self.entries, self.guards = list[Fault](), list[str](), dict[int, Entry](), dict[Seal, str]()
        self.last, self.facts, self.public = defaultdict[tuple[str, str], Entry](lambda: NOBODY), set[tuple[str, str]](), set[Seal]()
        self.check(None, "bundle", self.run, trust, since, receipts)
    def check(self, place: Place, what: str, work: Any, *given: Any) -> Any:  # whatever is wrong becomes a fault
        try:
            return work(*given)
        except (ValueError, OSError, RecursionError, InvalidSignature) as why:
            self.faults.append((place, f"{what}: {str(why) or 'the signature does not verify'}"))
    def digest(self, name: str, digest: str) -> None:
        need(sha256((self.folder / name).read_bytes()).hexdigest() == digest, "it has another SHA-256")
    def may_vote(self, e: Entry, call: Entry, choice: Any) -> bool:
        came, who, ids = self.last["participant.joined", e.by], call.f["electorate"], [one["id"] for one in call.f["options"]]
        at = e.place if who["until"] == "closed" else self.last["decision.opened", e.s].place
        fits = not call.known or (type(choice) is list and all(one in ids for one in choice) and sorted(set(choice)) == choice)
        return fits and (e.by, call.canvas) in self.facts and any(self.rolls.get((came.place, roll), at) < at for roll in who["rolls"])
    def recounts(self, e: Entry, f: Fields, call: Entry) -> bool:
        told = [ballots(call.votes)[1], call.f["method"], call.f["params"], len(call.votes) >= call.f["quorum"]]
        need(written([f["input"], f["method"], f["params"], f["quorum_met"]]) == written(told), "it does not repeat the call")
        if not call.known or not e.known:
            self.unseen.append(f"entry {e.place}: {f['method']} {f['version']} is not recounted")
            return bool(typed("*int", [0, *f["counts"].values()]))
        counts = {one["id"]: sum(one["id"] in vote for vote in call.votes.values()) for one in call.f["options"]}
        seats, most = typed("int", f["params"].get("seats", 1)), sorted(counts.values(), reverse=True)
        told = [counts, [one for one in counts if counts[one] > max([0, *most[seats:][:1]])][:seats], ""]
        return seats >= 0 and written([f["counts"], f["chosen"], f["detail"]]) == written(told)
    def take(self, place: int, raw: bytes) -> None:
        need(len(raw) <= 8192 and len(typed("ENTRY", value := canonical(raw))) == len(value), "too long, or other keys")
        e = Entry(place=place, f={}, votes={}, minutes=clock(value["t"], "%Y-%m-%dT%H:%MZ") // 60, canvas="", known=False, **value)
        last, before, n, grain = self.last, self.last["", ""], self.last["", e.s].n + 1, self.charter["rules"]["grain"]
        self.check(place, "order", need, (e.i - place, e.n) == (before.i - before.place, n), f"i {e.i} or n {e.n} is not the next")
        fits = before is NOBODY or e.minutes == before.minutes or (e.minutes > before.minutes and e.minutes % grain == 0)
        self.check(place, "time", need, fits, "t falls or is not of the grain")
        last["", ""] = last["", e.s] = self.entries[place] = e
        self.guards |= (own := {(place, k): "p" for k in range(len(e.cm))})
        self.check(place, e.type, self.judge, e)
        seals = [(max(last[RECEIVED, e.s].place, last["contribution.revised", e.s].place), 0), *own]
        self.public |= {seal for seal in seals if seal in self.guards and not self.recall(*seal)[0]}
    def judge(self, e: Entry) -> None:  # take in what an entry says, if it may stand here
        if e.type not in KINDS or e.v != 1:
            return self.unseen.append(f"entry {e.place}: {e.type} v{e.v} is unknown")
        guards, spec, who, came = KINDS[e.type]
        guards, opens, prefix = guards.replace("*", "o" * (len(e.cm) - 1)), self.charter["rules"]["opens"], e.type.partition(".")[0]
        need(e.s.partition("_")[0] == STREAMS.get(e.type[:3], "community") and len(guards) == len(e.cm), "other stream or seals")
        need((e.type == "community.founded") == (e.place == 0), "the first entry, and no other, founds the community")
        self.guards |= {(e.place, k): "g" if guard == "w" and e.by[:2] == "o_" else guard for k, guard in enumerate(guards)}  # g: a group's
        f, check = fields_of(spec, e.pub), WHEN.get(e.type, WHEN.get(prefix, lambda a, e, f: True))
        e.canvas, e.known = f.get("canvas", ""), f.get("method") == "approval" and f["version"].startswith("1.")
        able = {role[0]: (e.by, role) in self.facts for role in ROLE.split("|")[:4]}
        able |= {"A": True, "H": e.by == "house", "I": e.via == "import", "L": e.by == e.s,
                 "O": e.by == self.last[RECEIVED, e.s].by, "R": "resident" in opens or any((e.by, r) in self.facts for r in opens)}
        need(any(able[letter] for letter in who), f"{e.by} may not")
        came_so = all((self.last[kind, e.s].place >= 0) == (sign == "+") for sign, kind in re.findall(r"([+-])(\S+)", came))
        need(came_so and ("canvas" not in f or (e.canvas, "open") in self.facts) and check(self, e, f), "it may not stand here so")
        e.f, fact = f, (f.get("office", e.s), f.get("role") or e.canvas or self.last["participant.joined", e.s].canvas or "open")
        kind = e.type if "publish" in f.get("purposes", ["publish"]) else ""  # consent to anything else changes nothing
        self.last[kind, f"{f['entry']} {f['seal']}" if "seal" in f else e.s], self.charter = e, f if prefix == "charter" else self.charter
        self.rolls.setdefault((self.last["participant.joined", e.s].place, f.get("roll", "")), e.place)  # by the joining and the roll
        self.facts = self.facts | {fact} if e.type in GIVES else self.facts - {fact} if e.type in TAKES else self.facts
        self.last["decision.called", e.s].votes |= {e.by: f["choice"]} if e.type == "ballot.cast" else {}
    def recall(self, i: int, k: int) -> tuple[str, int]:  # why a seal is not public ("" if it is), and the entry that says so
        e, guard, redacted = self.entries[i], self.guards[i, k], self.last["payload.redacted", f"{i} {k}"].place
        c = {kind.removeprefix("contribution."): self.last.get((kind, e.s), NOBODY).place for kind in KINDS}
        person, given, taken = self.last["participant.erased", e.by].place, c["consent.given"], c["consent.withdrawn"]
        rows = [(redacted >= 0, "redacted", redacted), (guard == "o", "", -1), (person >= 0, "erased", person),
                (c["erased"] >= 0, "erased", c["erased"]), (guard == "p", "own", -1), (c["revised"] > i, "revised", c["revised"]),
                (c["withdrawn"] > c["shared"], "withdrawn", c["withdrawn"]), (c["hidden"] > c["restored"], "hidden", c["hidden"]),
                (c["held"] > c["released"], "held", c["held"]), (c["shared"] < 0, "not shared", -1), (given > taken, "", -1),
                (max(c["licence.stated"], c["duty.stated"]) >= 0, "", -1), (True, "consent withdrawn", taken)]
        return next((why, by) for holds, why, by in rows if holds)
    def record(self, size: int, root: bytes) -> tuple[list[bytes], set[str]]:  # the leaf hashes, and the files that belong there
        raws, names, tiles = [b""] * size, {"ABOUT.txt", "vkey", "checkpoint"}, [[b""] * (size >> 8 * level) for level in range(8)]
        for level, first in [(up, first) for up in range(-1, 8) for first in range(0, size >> 8 * max(up, 0), 256)]:
            into, kind, place = (raws, "entries", (first, min(first + 256, size))) if level < 0 else (tiles[level], level, None)
            width, number = min(256, len(into) - first), re.sub("^(000){1,5}", "", f"{first >> 8:018d}")
            name = f"tile/{kind}/" + re.sub(r"(\d{3})(?=\d)", r"x\1/", number) + (f".p/{width}" if width < 256 else "")
            names.add(name)
            raw = self.check(place, name, (self.folder / name).read_bytes) or b""
            parts = self.check(place, name, unpacked, raw) or [] if level < 0 else [raw[j : j + 32] for j in range(0, len(raw), 32)]
            into[first : first + width] = [*parts, *[b""] * width][:width]
            again = b"".join((len(part).to_bytes(2, "big") if level < 0 else b"") + part for part in parts)
            self.check(place, name, need, again == raw and len(parts) == width and all(parts), "it is damaged")
        leaves = [sha256(b"\0" + raw).digest() for raw in raws]
        real = [[root_of([leaves], 0, j << 8 * up, (j + 1) << 8 * up) for j in range(len(tiles[up]))] for up in range(8)]
        at = None if root_of(real, 7, 0, size) == root else locate(tiles, real, 0, size, root)
        self.check(at, "tile/", need, at is None and real == tiles, "the entries, the hashes and the signed root are not one")
        for i, raw in ((i, raw) for i, raw in enumerate(raws) if raw):
            self.check(i, "entry", self.take, i, raw)
        return leaves, names
    def words(self, size: int) -> None:
        opened, recalled, note = ((self.folder / name).read_bytes() for name in WORDS)
        seals = [self.check(place_of(line), "opening", self.opening, line) for line in opened.split(b"\n")[:-1]]
        shut, spans = {one: self.recall(*one) for one in sorted(self.guards)}, [e.f for e in self.entries.values() if "stop" in e.f]
        due = [seal for seal in shut if not shut[seal][0] and not any(f["start"] <= seal[0] < f["stop"] for f in spans)]
        self.faults += [(i, f"seal {k} is public and does not open") for i, k in due if (i, k) not in seals]
        told = [written({"by": by, "i": x[0], "k": x[1], "why": why}) for x, (why, by) in shut.items() if why and x in self.public]
        wrong = {*told} ^ {*recalled.split(b"\n")[:-1]}
        self.faults += [(place_of(line), f"{line!r} is {'not recalled' if line in told else 'recalled'}") for line in sorted(wrong)]
        lined = (wrong or recalled == b"".join(line + b"\n" for line in told)) and opened[-1:] in (b"", b"\n")
        need(lined and (None in seals or seals == sorted({*seals})), "lines are not in order, or the last is not ended")
        lines, digests = note_of(note, 9, self.key), [sha256(opened).hexdigest(), sha256(recalled).hexdigest()]
        need(clock(lines[3], "%Y-%m-%d") and sha256("\n".join([*lines[6:], ""]).encode()).hexdigest() == TERMS_SHA, "other terms")
        need(lines[:3] + lines[4:6] == ["folkmoot/words/v1", self.origin, str(size), *digests], "terms are of other words")
    def opening(self, line: bytes) -> tuple[int, int]:
        i, k, text, salt = fields_of("i:int k:int payload salt", typed("obj", one := canonical(line))).values()
        payload, digest = canonical(text.encode()), sha256(b"folkmoot/commit/v1\n" + b64(salt, 32) + text.encode()).digest()
        fits = len(typed("PAYLOAD", payload)) == len({*payload} - {"title"}) and typed("*", [*payload.values()]) and len(one) == 4
        need(fits and (i, k) in self.guards and b64(self.entries[i].cm[k], 32) == digest, "it opens no seal")
        need(not self.recall(i, k)[0], f"seal {k} is not public: {self.recall(i, k)[0]}")
        return i, k
    def older(self, note: bytes) -> tuple[int, bytes]:
        name, size, root = head_of(note, self.key)
        need(name == self.origin and size <= len(self.leaves), "it is of another record, or of a longer one than this")
        self.check((0, size), "outside", need, root_of([self.leaves], 0, 0, size) == root, "the first entries are not those signed")
        return size, root
    def receipt(self, raw: bytes) -> None:
        form, name, index, leaf, by = note_of(raw, 5, key_of(self.stated.get("receipt", "")))
        need([form, name] == ["folkmoot/receipt/v1", self.origin] and re.fullmatch(NUMBER, index), "not a receipt of this record")
        late, here = clock(by, "%Y-%m-%dT%H:%M:%SZ") < datetime.now(UTC).timestamp(), self.leaves[int(index):][:1]
        held = here == [b64(leaf, 32)] if here else not late
        self.check(int(index) if here else None, "receipt", need, held, "another entry stands there, or none though it is time")
    def proof(self, raw: bytes) -> None:
        form = rf"\Ac2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/]+=*)\nindex ({NUMBER})((?:\n\S{{44}})*)\n\n([\s\S]+)\Z"
        ((extra, index, steps, note),) = re.findall(form, raw.decode())
        at, leaf, (size, root) = int(index), sha256(b"\0" + base64.b64decode(extra)).digest(), self.older(note.encode())
        need(at < size and climbed(at, size, leaf, [b64(one, 32) for one in steps.split()]) == root, "the path does not lead there")
        self.check(at, "proof", need, self.leaves[at] == leaf, "another entry stands there")
    def run(self, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        files = [path for path in self.folder.rglob("*") if path.is_symlink() or not path.is_dir()]
        there = {path.relative_to(self.folder).as_posix(): path.lstat().st_size for path in files}
        self.check(None, "ABOUT.txt", self.digest, "ABOUT.txt", ABOUT_SHA)
        self.origin, size, root = head_of((self.folder / "checkpoint").read_bytes())
        need(size <= sum(there.values()), "the checkpoint names more entries than the files can hold")
        self.leaves, names = self.record(size, root)
        blobs = {f"blobs/{e.f['detail']}" for e in self.entries.values() if e.f.get("detail")}
        self.faults += [(None, f"{name} does not belong there") for name in sorted(there.keys() - names - {*WORDS} - blobs)]
        for name in sorted(blobs & there.keys()):
            self.check(None, name, self.digest, name, name[6:])
        mine, self.stated = (self.folder / "vkey").read_bytes().decode(), self.last["keys.stated", "community"].f
        self.key = key_of(text := mine.removesuffix("\n") if trust is None else trust.strip())
        keys = {mine, text + "\n", self.stated.get("checkpoint", text) + "\n", f"{self.origin}+{text.partition('+')[2]}\n"}
        self.check(None, "vkey", need, len(keys) == 1, "vkey, keys.stated, the origin and the trusted key do not agree")
        self.check(None, "checkpoint", head_of, (self.folder / "checkpoint").read_bytes(), self.key)
        known = {".receipt": self.receipt, ".tlog-proof": self.proof}
        paths = sorted(path for path in receipts.iterdir() if path.suffix in known) if receipts else []
        jobs = [(p.name, known[p.suffix], p.read_bytes()) for p in paths] + [("older", self.older, since)] * (since is not None)
        for what, work, given in [("words", self.words, size)] * bool(there.keys() & {*WORDS}) + jobs:
            self.check(None, what, work, given)
        self.unseen += [f"{name} is not there" for name in sorted(({*WORDS} | blobs) - there.keys())]
        self.unseen += ["nobody outside named the key"] * (trust is None) + ["nothing outside was compared"] * (not jobs)
def verify(folder: Path, trust: str | None = None, since: bytes | None = None, receipts: Path | None = None) -> list[Fault]:
    return Audit(folder, trust, since, receipts).faults
if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind in (("bundle", Path), ("--trust", str), ("--since", lambda name: Path(name).read_bytes()), ("--receipts", Path)):
        parser.add_argument(name, type=kind)
    audit = Audit(*vars(parser.parse_args()).values())
    print(*(f"fault at {place}: {sentence}" for place, sentence in audit.faults), *audit.unseen, sep="\n")
    raise SystemExit(bool(audit.faults))
