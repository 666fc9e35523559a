# fmt: off
"""A verifier of folkmoot bundles that was written from the published page of the format alone."""
import argparse
import base64
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace as Entry
from typing import Any, NoReturn
from unicodedata import is_normalized

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Place = int | tuple[int, int] | None
Fault = tuple[Place, str]
Fields = dict[str, Any]
ABOUT_SHA = "09100609a51d16de58ea3cf96547aeae37d94c8fb4dd8b9a207362ace14d8ac4"  # SHA-256 of the fixed text in section 9
TERMS_SHA = "bff46a2094377e5c5996636b27f62261d21363cf242da1edbcdd8ba7e85e4517"  # and of the three lines of terms
WORDS, NUMBER = ["words/openings.jsonl", "words/recalled.jsonl", "words/terms"], "0|[1-9][0-9]{0,17}"
RECEIVED, JOINED, CALLED, ERASED = "contribution.received", "participant.joined", "decision.called", "participant.erased"
STREAMS = {"sou": "src", "can": "can", "par": "p", "res": "p", "con": "con", "lic": "con", "dut": "con", "dec": "dec", "bal": "dec"}
PLAIN, BEGINS = {"int": int, "bool": bool, "obj": dict, "list": list}, ["community.founded", "record.continued"]  # also LOW..HIGH, *T, +T
PATTERNS = {"ROLE": "steward|facilitator|officer|moderator|safeguarding|overseer", "PURPOSE": "publish|quote|translate|recontact",
            "OPENS": "steward|facilitator|officer|moderator|safeguarding|overseer|resident", "": "(?s:.*)", "BY": "house|[op]_[a-z2-7]{16}",
            "ROLL": "open|invited|code|address|attested|import", "VKEY": r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}",
            "SEAL": "[A-Za-z0-9+/]{42}[048AEIMQUYcgkosw]=", "S": "community|(can|con|p|dec|src)_[a-z2-7]{16}"}
SHAPES = {"ENTRY": "by:BY cm:*SEAL i:int n:int pub:obj s:S t type v:int via", "ROLLS": 'rolls:*ROLL until:opened|closed="opened"',
          "RULES": 'grain:1..1440=60 notice:0..8760=48 opens:+OPENS=["steward","facilitator","officer"] small:3..=10', "O": 'id source=""'}
# Kind; guards of its seals; fields; who (House, Steward, Facilitator, Officer, Moderator, Author, L its stream, R rules.opens); what holds
TABLE = r"""community.founded;o;languages:*;H;Zero // charter.adopted;o;version:int rules:RULES;HS;Next // charter.amended;oo;version:int \
rules:RULES;HS;Next // role.given;o;office role:ROLE;HS // role.taken_back;o;office role:ROLE;HS // keys.stated;;checkpoint:VKEY \
receipt:VKEY;H // plugin.enabled;;plugin version;HS // plugin.disabled;o;plugin;HS // payload.redacted;o;entry:int seal:int;HSM // \
record.restored;o;start:int stop:int;H // record.continued;;origin size:0.. root;H // source.named;o;licence url="";HFS;First // \
canvas.opened;oo;level:inform|consult|involve|collaborate|empower body answer_by="";HR;First Body // canvas.concluded;o;;HFS;Open // \
P.joined;;canvas roll:ROLL;L;Open // P.left;;;L;Here // P.attested;;roll:ROLL;HFOS;Here Open Attests // \
P.erased;;ground:asked|ordered="asked";LHS;+P.joined // response.given;;statement value:-1..1 claimed="";L;Here Open Claimed // \
licence.stated;;source;A;Source // C.received;w;canvas kind:story|idea|statement|comment|question lang parent="" to="" claimed="";;First \
Active Claimed // C.revised;w;lang;A;Person Active NotStatement // C.shared;;;A;Active // C.withdrawn;;;A;Person // \
C.held;;reason:report|personal-data|distress|plugin;HMF;Standing NotOffice // C.restored;o;;HM;Standing // \
C.hidden;o;reason:abuse|personal-data|off-topic|duplicate|unlawful|rejected-at-source charter:int;HM;Standing NotOffice Charter Rejected \
// C.released;;;HMF;Standing // C.put_forward;;;HFS;Shown Open // C.linked;;to \
relation:grew-from|answers|same-as|supports|contradicts;;Active // C.erased;;ground:asked|ordered="asked";AHS;Standing NotOffice // \
consent.given;p;purposes:*PURPOSE notice lang;A;Person // consent.withdrawn;;purposes:*PURPOSE;A;Person // duty.stated;;;A;NotPerson // \
D.called;o*;canvas method version electorate:ROLLS options:*O quorum:int charter:int params:obj={} inputs:*=[] closes="" \
secrecy="open";HFOS;First Open Charter InTime // D.opened;;;HFOS;+D.called -D.opened Open InTime // \
D.reviewed;o;outcome:stands|change|repeal;HFOS;+D.tallied // ballot.cast;;choice:any;;+D.opened -D.closed Open InTime Voter // \
D.closed;;ballots:int input;HFOS;+D.opened -D.closed // D.tallied;;method version input chosen:list counts:obj quorum_met:bool \
params:obj={} detail="";HFOS;+D.closed -D.tallied"""
TABLE = re.sub(r"\b[CDP]\.", lambda found: {"C": "contribution.", "D": "decision.", "P": "participant."}[found[0][0]], TABLE)
KINDS = {row[0]: [*row[1:], "", ""][:4] for row in (line.split(";") for line in TABLE.replace("\\\n", "").split(" // "))}
WHEN: dict[str, Any] = {  # what else must hold of a kind: of the audit, the entry and its fields
    "role.taken_back": lambda a, e, f: (x := (f["office"], f["role"])) in a.roles and any(role == "steward" for _, role in a.roles - {x}),
    "keys.stated": lambda a, e, f: key_of(f["receipt"])[0] == key_of(f["checkpoint"])[0] + "/receipt",
    "payload.redacted": lambda a, e, f: f["entry"] < e.place and (guard := a.guards.get((f["entry"], f["seal"]), "p")) != "p" and (
        guard == "o" or a.entries[f["entry"]].by[:2] == "o_"),
    "record.restored": lambda a, e, f: 0 <= f["start"] < f["stop"] <= e.place,
    "record.continued": lambda a, e, f: f["size"] > e.place or b64(f["root"], 32) == root_of([a.leaves], 0, 0, f["size"]),
    JOINED: lambda a, e, f: f["roll"] == ("import" if e.via == "import" else "open") and (a.at[JOINED, e.s] < 0 or (
        e.s not in a.live and a.at[ERASED, e.s] < 0 and a.canvas[e.s] == e.canvas)),
    "response.given": lambda a, e, f: a.standing(con := f["statement"]) and a.last[RECEIVED, con].f["kind"] == "statement" and (
        a.canvas[con] == e.canvas and (e.via == "import" or a.shown(con))),
    RECEIVED: lambda a, e, f: (not f["to"] or (f["kind"] == "question" and a.serving(f["to"]))) and (
        a.shown(x := f["parent"], e.by) and a.canvas[x] == e.canvas if f["kind"] == "comment" else not f["parent"]),
    "contribution.linked": lambda a, e, f: e.s != (x := f["to"]) and all(a.shown(y, e.by) and a.canvas[y] == e.canvas for y in (e.s, x)),
    CALLED: lambda a, e, f: a.terms(e, f), "ballot.cast": lambda a, e, f: a.may_cast(e, f["choice"], a.last[CALLED, e.s].f),
    "decision.closed": lambda a, e, f: str(datetime.fromtimestamp(60 * (e.minutes + a.grain - 1), UTC)) >= a.last[CALLED, e.s].f["closes"]
    and [f["ballots"], f["input"]] == [len(votes := a.votes[e.s]), digest(*(written([by, votes[by]]) + b"\n" for by in sorted(votes)))],
    "decision.tallied": lambda a, e, f: a.recounts(e, f, a.last[CALLED, e.s].f, a.votes[e.s])}
def fail(sentence: str) -> NoReturn:
    raise ValueError(sentence)
def b64(text: str, size: int) -> bytes:
    return raw if len(raw := base64.b64decode(text)) == size and base64.b64encode(raw).decode() == text else fail(f"not {size} bytes")
def digest(*parts: bytes) -> str:
    return sha256(b"".join(parts)).hexdigest()
def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def canonical(raw: bytes) -> Any:  # it is written again as the same bytes, which also shows keys that stand twice
    value, plain = json.loads(raw.decode()), re.fullmatch(rb'(?:[\[\]{}:,0-9-]|true|false|"(?:[^"\\]|\\.)*+")*+', raw)
    return value if plain and is_normalized("NFC", raw.decode()) and written(value) == raw else fail("not canonical JSON")
def clock(text: str, form: str) -> int:
    return int(when.timestamp()) if (when := datetime.strptime(text, form).replace(tzinfo=UTC)).strftime(form) == text else fail("no time")
def fields_of(spec: str, found: Fields) -> Fields:  # each of its type, with defaults filled in, without what the kind does not have
    rows = [(*row[:2], json.loads(row[2] or "null")) for row in re.findall(r"(\w+):?([^\s=]*)=?(\S*)", spec)]  # no field is null
    return {n: typed(kind, found.get(n, d)) if found.get(n) != d or (n not in found and d is not None) else fail(n) for n, kind, d in rows}
def typed(kind: str, value: Any) -> Any:  # the value, if it is of the type that a field names
    (low, between, high), each = kind.partition(".."), kind[:1] in ("*", "+")
    plain: Any = list if each else dict if kind in SHAPES else int if between else PLAIN.get(kind, str)
    fits = type(value) is plain and (plain is not str or re.fullmatch(PATTERNS.get(kind, kind), value)) and (value or kind[:1] != "+")
    kind == "any" or (fits and (not between or int(low) <= value <= int(high or value))) or fail(f"{value!r:.60} is not {kind or 'text'}")
    return [typed(kind[1:], one) for one in value] if each else fields_of(SHAPES[kind], value) if kind in SHAPES else value
def root_of(tiles: list[list[bytes]], top: int, first: int, stop: int) -> bytes:  # over a range, from hashes of level top where they fit
    count, half = stop - first, first + ((1 << max(0, stop - first - 1).bit_length()) >> 1)
    if count == 256 ** (level := (max(1, count).bit_length() - 1) // 8) and level <= top:
        return tiles[level][first // count]
    return sha256(b"\1" + root_of(tiles, top, first, half) + root_of(tiles, top, half, stop) if count else b"").digest()
def locate(tiles: list[list[bytes]], real: list[list[bytes]], first: int, stop: int, root: bytes) -> Place:  # where they differ
    half = first + ((1 << max(0, stop - first - 1).bit_length()) >> 1)
    for left, right in ((root_of(tiles, top, first, half), root_of(tiles, top, half, stop)) for top in range(8)):
        if root_of([[left, right]], 0, 0, 2) == root:
            return locate(tiles, real, *((first, half, left) if left != root_of(real, 7, first, half) else (half, stop, right)))
    return (first, stop) if half > first else first
def climbed(index: int, size: int, digest: bytes, path: list[bytes]) -> bytes:  # to the root
    half = 1 << max(0, (size - 1).bit_length() - 1) if (size > 1) == bool(path) else fail("the path has another length")
    below = climbed(index % half, half if index < half else size - half, digest, path[:-1]) if path else digest
    return root_of([[below, *path[-1:]] if index < half else [*path[-1:], below]], 0, 0, 2) if path else below
def key_of(text: str) -> tuple[str, bytes, Any]:  # name, key ID and the key of a vkey
    (name, ident), raw = text.split("+", 2)[:2], b64(text.split("+", 2)[-1], 33)
    (name.split() == [name] and ident == digest(name.encode(), b"\n", raw)[:8]) or fail("not a vkey")
    return name, bytes.fromhex(ident), Ed25519PublicKey.from_public_bytes(raw[1:]) if raw[0] == 1 else fail("not a vkey of Ed25519")
def note_of(note: bytes, count: int, key: tuple[str, bytes, Any] | None = None, most: int = 99) -> list[str]:
    text, _, tail = note.decode().rpartition("\n\n")
    signs = re.findall(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)\n", tail)
    formed = signs and tail == "".join(f"— {name} {sign}\n" for name, sign in signs) and text.count("\n") == count - 1
    mine = [key[2].verify(b64(x, 68)[4:], f"{text}\n".encode()) for n, x in signs if key and (n, base64.b64decode(x)[:4]) == key[:2]]
    return text.split("\n") if formed and len(signs) <= most and (mine or not key) else fail(f"not {count} lines that the key signed")
def head_of(note: bytes, key: tuple[str, bytes, Any] | None = None, most: int = 99) -> tuple[str, int, bytes]:
    origin, size, root = note_of(note, 3, key, most)
    return (origin, int(size), b64(root, 32)) if re.fullmatch(rf"[^\s+/]+/\S+\n({NUMBER})", f"{origin}\n{size}") else fail("no checkpoint")
def unpacked(raw: bytes, most: int = 256) -> list[bytes]:  # the entries of a tile
    return [raw[2 : 2 + int.from_bytes(raw[:2])], *unpacked(raw[2 + int.from_bytes(raw[:2]) :], most - 1)] if raw and most else []
def place_of(line: bytes) -> Place:
    return next(map(int, re.findall(rb'"i":(\d{1,9}),', line)), None)
def approval(call: Fields) -> bool:  # whether it is by the one method that this verifier knows
    return (call["method"], call["version"].partition(".")[0]) == ("approval", "1")
class Audit:  # what the entries of one folder say so far, the faults, and what could not be checked
    def __init__(self, folder: Path, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        self.folder, self.charter, self.live, self.public = folder, {"version": 0, "rules": typed("RULES", {})}, set[str](), set[Any]()
        self.faults, self.unseen, self.entries, self.guards = list[Fault](), list[str](), dict[int, Entry](), dict[Any, str]()
        self.last = defaultdict[Any, Entry](lambda: Entry(place=-1, i=-1, n=0, by="", minutes=None, f={}))  # by kind and stream
        self.at, self.rolls, self.votes, self.texts = (defaultdict[Any, Any](kind) for kind in (lambda: -1, dict, dict, list))
        self.roles, self.canvas, self.names = set[tuple[str, str]](), dict[str, str](), {"ABOUT.txt", "vkey", "checkpoint", *WORDS}
        self.check(None, "bundle", self.run, trust, since, receipts)
    def check(self, place: Place, what: str, work: Any, *given: Any) -> Any:  # whatever is wrong becomes a fault
        try:
            return work(*given)
        except (ValueError, TypeError, LookupError, ArithmeticError, OSError, RecursionError, InvalidSignature) as why:
            self.faults.append((place, f"{what}: {str(why) or 'the signature does not verify'}"))
    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes() if name in self.there else fail(f"{name} is not there as a file")
    def demand(self, place: Place, holds: object, sentence: str) -> None:
        self.faults += [] if holds else [(place, sentence)]
    def serving(self, office: str, *roles: str) -> bool:  # an office that holds any role, or one of these
        return any(holder == office and role in (roles or [role]) for holder, role in self.roles)
    def standing(self, con: str) -> bool:
        return bool(self.at[RECEIVED, con] >= 0 > max(self.at["contribution.erased", con], self.at[ERASED, self.last[RECEIVED, con].by]))
    def shown(self, con: str, by: str = "") -> bool:  # to everyone, or to who brought it
        return self.standing(con) and (self.last[RECEIVED, con].by == by or self.recall(*self.texts[con][-1])[0] in ("", "redacted"))
    def may_cast(self, e: Entry, choice: Any, call: Fields) -> bool:  # who is on the roll, and what the method allows
        who, ids, opened = call["electorate"], [one["id"] for one in call["options"]], self.at["decision.opened", e.s]
        fits = not approval(call) or (type(choice) is list and all(one in ids for one in choice) and sorted({*choice}) == choice)
        return fits and any(self.rolls[e.by].get(x, e.place) < (opened if who["until"] == "opened" else e.place) for x in who["rolls"])
    def terms(self, e: Entry, f: Fields) -> bool:
        ids, seats, sources = [x["id"] for x in f["options"]], f["params"].get("seats"), {x["source"] for x in f["options"]} - {""}
        fits = ids == [*"abcdefghijklmnopqrstuvwxyz"][: len(ids)] and len(ids) == len(e.cm) - 1 > 1 and f["quorum"] > 0
        fits = fits and f["electorate"]["rolls"] and self.at["plugin.enabled", f["method"]] > self.at["plugin.disabled", f["method"]]
        fits = fits and (not approval(f) or not f["params"] or (len(f["params"]) == 1 and 0 < typed("int", seats) < len(ids)))
        forward, undone = "contribution.put_forward", ("contribution.revised", "contribution.withdrawn", "consent.withdrawn")
        return fits and all(map(self.standing, f["inputs"])) and all(
            x in f["inputs"] and self.shown(x) and self.canvas[x] == e.canvas and self.at[forward, x] > max(self.at[it, x] for it in undone)
            and self.last[forward, x].minutes + 60 * self.notice < e.minutes + self.grain for x in sources)
    def recounts(self, e: Entry, f: Fields, call: Fields, votes: Fields) -> bool:
        (tally, told), seats = ([x["method"], x["params"], x["version"].partition(".")[0]] for x in (f, call)), f["params"].get("seats", 1)
        told += [self.last["decision.closed", e.s].f["input"], len(votes) >= call["quorum"]]
        (written([*tally, f["input"], f["quorum_met"]]) == written(told) and typed("*int", [*f["counts"].values()])) or fail("no repeat")
        counts = {x["id"]: sum(type(vote) is list and x["id"] in vote for vote in votes.values()) for x in call["options"]}
        chosen = approval(call) and [x for x in counts if counts[x] > max([0, *sorted(counts.values(), reverse=True)[seats:][:1]])][:seats]
        self.unseen += [] if approval(call) else [f"entry {e.place}: {f['method']} {f['version']} is not recounted"]
        blob = approval(call) or not f["detail"] or f["detail"] == digest(self.read(f"blobs/{f['detail']}"))
        return blob and (not approval(call) or written([f["counts"], f["chosen"], f["detail"]]) == written([counts, chosen, ""]))
    def take(self, place: int, raw: bytes) -> None:
        e = Entry(place=place, f={}, canvas="", **(typed("ENTRY", value) | value if len(value := canonical(raw)) == 10 else fail("keys")))
        e.minutes = now = clock(e.t, "%Y-%m-%dT%H:%MZ") // 60 if len(raw) <= 8192 else fail("more than 8,192 bytes")
        was, n, (self.grain, self.notice, *_) = self.last["", ""], self.last["", e.s].n + 1, self.charter["rules"].values()
        self.demand(place, (e.i - place, e.n) == (was.i - was.place, n) and (place or e.type in BEGINS), "i or n is not the next")
        self.demand(place, was.minutes in (None, now) or (now > was.minutes and now % self.grain == 0), "t falls, or is not of the grain")
        self.last["", ""] = self.last["", e.s] = self.entries[place] = e
        self.guards |= (own := {(place, k): "p" for k in range(len(e.cm))})
        if e.type not in KINDS or e.v != 1:
            return self.unseen.append(f"entry {place}: {e.type} v{e.v} is unknown")
        guards, (spec, who, when) = KINDS[e.type][0].replace("*", "o" * (len(e.cm) - 1)), KINDS[e.type][1:]
        [e.s.partition("_")[0], len(e.cm)] == [STREAMS.get(e.type[:3], "community"), len(guards)] or fail("other stream or number of seals")
        e.f, e.canvas = (f := fields_of(spec, e.pub)), f.get("canvas") or self.canvas.get(e.s, e.s)
        self.check(place, e.type, self.allow, e, f, who, when.split())
        self.guards |= {(place, k): guard for k, guard in enumerate(guards)}
        kind, verb = e.type if "publish" in f.get("purposes", ["publish"]) else "", e.type.partition(".")[2]
        self.last[key := (kind, f"{f['entry']} {f['seal']}" if "seal" in f else f.get("plugin", e.s))], self.at[key] = e, place
        self.canvas[e.s], self.charter, holding = e.canvas, f if "rules" in f else self.charter, {(f.get("office", ""), f.get("role", ""))}
        self.roles = self.roles | holding if e.type == "role.given" and f["office"][:2] == "o_" else self.roles - holding
        self.live = self.live | {e.s} if verb in "joined opened" else self.live - {e.s} if verb in "left erased concluded" else self.live
        self.rolls[e.s] = ({f["roll"]: place} if "roll" in f else {}) | ({} if e.type == JOINED else self.rolls[e.s])
        self.votes[e.s] |= {e.by: f["choice"]} if "choice" in f else {}
        self.texts[e.s] += [(place, 0)] * (guards == "w")
        self.public |= {seal for seal in [*self.texts[e.s], *own] if not self.recall(*seal)[0]}
    def allow(self, e: Entry, f: Fields, who: str, when: list[str]) -> None:  # whether an entry may stand here
        rules, got, closes = self.charter["rules"], self.last[RECEIVED, e.s], (self.last[CALLED, e.s].f | f).get("closes")
        here, imported = e.by in self.live and self.canvas[e.by] == e.canvas, e.via == "import"
        true = {"First": e.n == 1, "Zero": e.place == 0, "Open": e.canvas in self.live, "Here": e.s in self.live, "Shown": self.shown(e.s),
                "Active": e.canvas in self.live and (here or self.serving(e.by)), "Voter": here, "Standing": self.standing(e.s),
                "Person": e.by[:2] == "p_", "NotPerson": e.by[:2] != "p_", "NotOffice": got.by[:2] != "o_", "H": e.by == "house",
                "Charter": f.get("charter") == self.charter["version"] > 0, "Next": f.get("version") == self.charter["version"] + 1,
                "Claimed": imported or not f.get("claimed"), "Rejected": (f.get("reason") == "rejected-at-source") == imported,
                "Source": imported and self.at["source.named", f.get("source")] >= 0, "InTime": not closes or closes >= e.t[:10],
                "Body": not f.get("body") or self.serving(f["body"]), "Attests": f.get("roll") not in ("open", "import"),
                "A": self.standing(e.s) and e.by == got.by, "NotStatement": got.f.get("kind") != "statement", "L": e.by == e.s,
                "R": "resident" in rules["opens"] or self.serving(e.by, *rules["opens"]),
                **{role[0].upper(): self.serving(e.by, role) for role in PATTERNS["ROLE"].split("|")[:4]},
                **{sign + kind: (self.at[kind, e.s] >= 0) == (sign == "+") for kind in KINDS for sign in "+-"}}
        wrong = " ".join(word for word in when if not true[word]) + f" {e.by}" * (bool(who) and not any(true[letter] for letter in who))
        (not wrong and (e.type not in WHEN or WHEN[e.type](self, e, f))) or fail(f"it may not stand here so: {wrong}")
    def recall(self, i: int, k: int) -> tuple[str, int]:  # why a seal is not public ("" if it is), and the entry that says so
        e, guard, redacted = self.entries[i], self.guards[i, k], self.at["payload.redacted", f"{i} {k}"]
        c = {kind.removeprefix("contribution."): self.at[kind, e.s] for kind in KINDS if STREAMS.get(kind[:3]) == "con"}
        person, free = self.at[ERASED, e.by], c["consent.given"] > c["consent.withdrawn"] or max(c["licence.stated"], c["duty.stated"]) >= 0
        rows = [(redacted >= 0, "redacted", redacted), (guard == "o", "", -1), (person >= 0, "erased", person),
                (c["erased"] >= 0, "erased", c["erased"]), (guard == "p", "private", -1), (c["revised"] > i, "revised", c["revised"]),
                *((c[x] > c[y], x, c[x]) for x, y in (("withdrawn", "shared"), ("hidden", "restored"), ("held", "released"))),
                (c["shared"] < 0, "not shared", -1), (free, "", -1), (True, "consent withdrawn", c["consent.withdrawn"])]
        return next((why, by) for holds, why, by in rows if holds)
    def record(self, size: int, root: bytes) -> None:
        raws, tiles = [b""] * size, [[b""] * (size >> 8 * level) for level in range(8)]
        for level, first in [(up, first) for up in range(-1, 8) for first in range(0, size >> 8 * max(up, 0), 256)]:
            into, unit, number = raws if level < 0 else tiles[level], 256 ** max(level, 0), re.sub("^(000){1,5}", "", f"{first >> 8:018d}")
            width, name = min(256, len(into) - first), f"tile/{'entries' if level < 0 else level}/" + re.sub(r"(...)(?=.)", r"x\1/", number)
            self.names.add(name := name if width == 256 else f"{name}.p/{width}")
            raw = self.check(place := (first * unit, min((first + width) * unit, size)), name, self.read, name) or b""
            parts = unpacked(raw) if level < 0 else [raw[j : j + 32] for j in range(0, len(raw), 32)]
            into[first : first + width] = [*parts, *[b""] * width][:width]
            again = b"".join((len(part).to_bytes(2, "big") if level < 0 else b"") + part for part in parts)
            self.demand(place, again == raw and len(parts) == width and all(parts), f"{name}: it is damaged")
        self.leaves = leaves = [sha256(b"\0" + raw).digest() for raw in raws]
        real = [[root_of([leaves], 0, j << 8 * up, (j + 1) << 8 * up) for j in range(len(tiles[up]))] for up in range(8)]
        bad = [(j << 8 * up, (j + 1) << 8 * up) if up else j for up in range(8) for j, one in enumerate(tiles[up]) if one != real[up][j]]
        self.faults += [(x, "other root") for x in (bad if root_of(real, 7, 0, size) == root else [locate(tiles, real, 0, size, root)])]
        [self.check(i, "entry", self.take, i, raw) for i, raw in enumerate(raws) if raw]
    def words(self, size: int) -> None:
        (opened, recalled, note), every = (self.read(name) for name in WORDS), self.entries.values()
        seals = [self.check(place_of(line), "opening", self.opening, line) for line in opened.split(b"\n")[:-1]]
        shut, spans = {x: self.recall(*x) for x in sorted(self.guards)}, [range(*e.f.values()) for e in every if "stop" in e.f]
        self.faults += [(x[0], f"seal {x[1]} is shut") for x in shut if not (shut[x][0] or x in seals or any(x[0] in s for s in spans))]
        told = [written({"by": by, "i": x[0], "k": x[1], "why": why}) for x, (why, by) in shut.items() if why and x in self.public]
        rows, wrong = recalled.split(b"\n"), {*told, b""} ^ {*recalled.split(b"\n")}
        self.faults += [(place_of(line), f"{line!r} is {'not recalled' if line in told else 'recalled'}") for line in sorted(wrong)]
        self.demand(None, (wrong or rows == [*told, b""]) and (None in seals or seals == sorted({*seals})) and opened[-1:] in b"\n", "sort")
        form, origin, count, day, *digests, one, two, three = note_of(note, 9, self.key, 1)
        again = [digest(raw) for raw in (opened, recalled, f"{one}\n{two}\n{three}\n".encode())] if clock(day, "%Y-%m-%d") else []
        [form, origin, count, *digests, TERMS_SHA] == ["folkmoot/words/v1", self.origin, str(size), *again] or fail("terms of other words")
    def opening(self, line: bytes) -> tuple[int, int]:
        i, k, text, salt = fields_of("i:int k:int payload salt", typed("obj", one := canonical(line))).values()
        payload, seal = typed("obj", canonical(text.encode())), sha256(b"folkmoot/commit/v1\n" + b64(salt, 32) + text.encode()).digest()
        opens = {*payload} - {"title"} == {"lang", "text"} and typed("*", [*payload.values()]) and len(one) == 4 and (i, k) in self.guards
        return (i, k) if opens and b64(self.entries[i].cm[k], 32) == seal and not self.recall(i, k)[0] else fail("it opens no public seal")
    def older(self, note: bytes) -> tuple[int, bytes]:
        name, size, root = head_of(note, self.key)
        held = root_of([self.leaves], 0, 0, size) if name == self.origin and size <= len(self.leaves) else b""
        self.demand((0, size), held == root, "outside: the first entries are not those that were signed")
        return size, root
    def receipt(self, raw: bytes) -> None:
        form, name, index, leaf, by = note_of(raw, 5, key_of(self.stated.get("receipt", "")))
        [form, name, *re.findall(f"^(?:{NUMBER})$", index)] == ["folkmoot/receipt/v1", self.origin, index] or fail("not of this record")
        late, here = clock(by, "%Y-%m-%dT%H:%M:%SZ") < datetime.now(UTC).timestamp(), self.leaves[int(index):][:1]
        self.demand(int(index) if here else None, here == [b64(leaf, 32)] or not (here or late), "the receipt is not honoured")
    def proof(self, raw: bytes) -> None:
        form = rf"\Ac2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/]+=*)\nindex ({NUMBER})((?:\n\S{{44}})*)\n\n([\s\S]+)\Z"
        ((extra, index, steps, note),) = re.findall(form, raw.decode())
        at, leaf, (size, root) = int(index), sha256(b"\0" + base64.b64decode(extra)).digest(), self.older(note.encode())
        leads = at < size and climbed(at, size, leaf, [b64(one, 32) for one in steps.split()]) == root
        self.demand(at, leads and self.leaves[at : at + 1] == [leaf], "proof: the path does not lead there, or another entry is there")
    def run(self, trust: str | None, since: bytes | None, receipts: Path | None) -> None:
        paths = {x.relative_to(self.folder).as_posix(): x for x in self.folder.rglob("*") if x.is_symlink() or not x.is_dir()}
        self.there = {name for name, path in paths.items() if path.is_file() and not path.is_symlink()}
        self.demand(None, "ABOUT.txt" in self.there and digest(self.read("ABOUT.txt")) == ABOUT_SHA, "ABOUT.txt: another text")
        self.origin, size, root = head_of(self.read("checkpoint"))
        self.record(size if size <= sum(x.lstat().st_size for x in paths.values()) else fail("more entries than the files can hold"), root)
        self.names |= {f"blobs/{e.f['detail']}" for e in self.entries.values() if e.f.get("detail")}
        self.faults += [(None, f"{name!r} does not belong there") for name in sorted(paths.keys() - (self.names & self.there))]
        mine, self.stated = self.read("vkey").decode(), self.last["keys.stated", "community"].f
        self.key = key_of(text := mine.removesuffix("\n") if trust is None else trust.strip())
        keys = {mine, text + "\n", self.stated.get("checkpoint", text) + "\n", f"{self.origin}+{text.partition('+')[2]}\n"}
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
