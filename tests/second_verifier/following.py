"""One entry after another: its envelope, its form, whether it may stand where it does, and what it changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature

from tests.second_verifier.case import Case
from tests.second_verifier.forms import SHAPES, b64, canonical, clock, digest, fail, fields_of, typed, written
from tests.second_verifier.history import NOTHING, Entry, Fields, History, day_of
from tests.second_verifier.kinds import KINDS, wrong
from tests.second_verifier.signed import Place, key_of, root_of

MADE = "contribution.alternative_made"
Fault = tuple[Place, str]
Awaited = tuple[str, str, str, Fields]  # the next entry as it must be: kind, stream, by, and fields that it has


def approval(call: Fields) -> bool:
    return (call["method"], call["version"].partition(".")[0]) == ("approval", "1")  # the one method known here


class Following(History):  # what the entries of one folder say, the faults, and what could not be checked
    def __init__(self, folder: Path) -> None:
        super().__init__(typed("RULES", {}))
        self.folder, self.faults, self.unseen, self.public = folder, list[Fault](), list[str](), set[tuple[int, int]]()
        self.texts, self.numbers, self.awaited = dict[str, list[tuple[int, int]]](), dict[str, int](), list[Awaited]()
        self.before, self.leaves, self.there = NOTHING, list[bytes](), set[str]()

    def check(self, place: Place, what: str, work: Callable[..., Any], *given: Any) -> Any:  # whatever is wrong becomes a fault
        try:
            return work(*given)
        except (ValueError, TypeError, LookupError, ArithmeticError, OSError, RecursionError, InvalidSignature) as why:
            self.faults.append((place, f"{what}: {str(why) or 'the signature does not verify'}"))

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes() if name in self.there else fail(f"{name} is not there as a file")

    def demand(self, place: Place, holds: object, sentence: str) -> None:
        self.faults += [] if holds else [(place, sentence)]

    def take(
        self, place: int, raw: bytes
    ) -> None:  # one entry: its envelope, its form, whether it may stand here, and what it changes
        awaited, self.awaited = self.awaited, []
        e = self.check(place, "entry", self.envelope, place, raw) or NOTHING
        came = (
            bool(awaited) and awaited[0][:3] == (e.type, e.s, e.by) and all(e.pub.get(x, y) == y for x, y in awaited[0][3].items())
        )
        self.demand(place, came or not awaited, f"another entry must stand here: {awaited[:1]}")
        self.awaited = awaited[1:] if came else []
        if e.type in KINDS and e.v == 1:
            self.check(place, e.type, self.fact, e, came)
        elif e.place >= 0:
            self.unseen.append(f"entry {place}: {e.type} v{e.v} is unknown")

    def envelope(self, place: int, raw: bytes) -> Entry:
        value, was = canonical(raw), self.before
        found = (
            fields_of(SHAPES["ENTRY"], value)
            if len(value) == 10 and len(raw) <= 8192
            else fail("other keys, or more than 8,192 bytes")
        )
        e = Entry(**found, place=place, minutes=(now := clock(found["t"], "%Y-%m-%dT%H:%MZ") // 60), f={}, canvas="")
        begins = place or e.type in ("community.founded", "record.continued")
        self.demand(
            place,
            begins and e.i - place == was.i - was.place and e.n == self.numbers.get(e.s, 0) + 1,
            "i or n is not the next, or it begins otherwise",
        )
        self.demand(
            place,
            was is NOTHING or now == was.minutes or (now > was.minutes and now % self.rules["grain"] == 0),
            "t falls, or is not of the grain",
        )
        self.before, self.numbers[e.s], self.entries[place] = e, e.n, e
        self.guards |= {(place, k): "p" for k in range(len(e.cm))}
        return e

    def fact(self, bare: Entry, came: bool) -> None:
        streams, guards, spec = (
            KINDS[bare.type][0].split("|"),
            KINDS[bare.type][1].replace("*", "o" * (len(bare.cm) - 1)),
            KINDS[bare.type][2],
        )
        _ = (bare.s.partition("_")[0] in streams and len(bare.cm) == len(guards)) or fail("another stream or number of seals")
        f, own = fields_of(spec, bare.pub), [(bare.place, k) for k in range(len(guards))]
        canvas = f.get("canvas") or (bare.s if bare.s[:4] == "can_" else self.canvas.get(bare.s, ""))
        unmet = self.check(bare.place, bare.type, wrong, Case(self, e := bare._replace(f=f, canvas=canvas), came))
        self.demand(e.place, not unmet, f"{e.type} by {e.by} may not stand here: {unmet}")
        self.entries[e.place], self.canvas[e.s] = e, canvas
        self.guards |= dict(zip(own, guards, strict=True))
        about = f["plugin"] if e.type.startswith("plugin.") else e.s
        self.past[e.type, f"{f['entry']} {f['seal']}" if "seal" in f else about].append(e)
        self.follow(e, f)
        self.awaited += self.await_next(e)
        self.texts.setdefault(e.s, []).extend(own if guards == "w" else [])
        self.public |= {seal for seal in self.texts[e.s] + own if not self.state(*seal)[0]}

    def follow(self, e: Entry, f: Fields) -> None:  # what a fact changes that is not looked up in what came
        due, got = day_of(e.minutes + 1440 * self.rules["answer"]), self.founded(e.s)
        if e.type in ("charter.adopted", "charter.amended"):
            self.rules, self.version = f["rules"], f["version"]
        elif e.type in ("role.given", "role.taken_back"):
            (self.roles.add if e.type == "role.given" else self.roles.discard)((f["office"], f["role"]))
        elif e.type in ("participant.joined", "participant.attested"):
            self.rolls[e.s] = {f["roll"]: e.place} | (self.rolls[e.s] if e.type == "participant.attested" else {})
        elif e.type in ("contribution.shared", "question.seconded") and e.s not in self.due_days and self.standing(e.s):
            put = got.f["kind"] == "question" and got.f["to"] and self.all("contribution.shared", e.s)
            self.due_days |= {e.s: due} if put and len(self.all("question.seconded", e.s)) >= self.rules["seconds"] else {}
        elif e.type == "decision.tallied" and f["quorum_met"]:
            self.due_days[e.s] = due
        elif e.type in ("canvas.opened", "canvas.promised") and self.promise(e.s)[1] and f["answer_by"]:
            self.due_days[e.s] = f["answer_by"]
        elif e.type in ("commitment.made", "commitment.moved"):
            self.due_days[e.s] = f["due"]

    def await_next(self, e: Entry) -> list[Awaited]:  # which entries must come next because of this one
        if e.type == "contribution.appeal_decided" and e.f["upheld"]:
            return [(off, e.s, e.by, {}) for on, off in self.STOPS if self.at(on, e.s) > self.at(off, e.s)]
        if e.type == "contribution.received" and e.by[:2] == "p_" and self.at("participant.joined", e.by) < 0:
            return [("contribution.held", e.s, e.by, {})] if e.f["kind"] == "story" else []
        if e.type in ("decision.called", "decision.seconded"):
            return [("decision.opened", e.s, e.by, {})] if self.wanted(e) else []
        after: dict[str, list[Awaited]] = {
            "topic.merged": [("topic.took_in", str(e.f.get("into")), e.by, {"topic": e.s})],
            "proposal.begun": [("proposal.version_published", e.s, e.by, {"version": 1, "substance": True, "because": ""})],
            "topic.taken_up": [("topic.seconded", e.s, e.by, {})] if e.by not in (seconders := self.seconders(e.s)) else [],
        }
        least = {"topic.raised": 0, "topic.seconded": len(seconders), "topic.took_in": len(seconders)}.get(e.type, -1)
        return (
            [("topic.agreed", e.s, e.by, {})]
            if least >= self.rules["seconds"] and self.at("topic.agreed", e.s) < 0
            else after.get(e.type, [])
        )

    def wanted(self, e: Entry) -> bool:  # a decision that people called, by as many of them as it takes
        wanting = {one.by for one in self.all("decision.seconded", e.s)}
        over = max(self.at("decision.opened", e.s), self.at("decision.called_off", e.s)) >= 0
        theirs = e.type == "decision.seconded" or e.by[:2] == "p_"
        return theirs and not over and len(wanting) >= self.rules["seconds"]

    def votes(self, dec: str) -> Fields:  # the counting ballots, by name
        closed = self.at("decision.closed", dec) if self.at("decision.closed", dec) >= 0 else self.before.place + 1
        votes = {e.by: e.f["choice"] for e in self.all("ballot.cast", dec) if e.place < closed}
        entered, confirmed = (self.all(f"ballot.batch_{verb}", dec) for verb in ("entered", "confirmed"))
        batches = {
            e.f["batch"]: e.f["choices"]
            for e in entered
            if any(e.f["batch"] == x.f["batch"] and x.place < closed for x in confirmed)
        }
        return votes | {f"paper-{batch}-{j}": choice for batch, choices in batches.items() for j, choice in enumerate(choices, 1)}

    def elsewhere(self, word: str, e: Entry) -> bool:  # the words of the table that are about keys, the tree and the recount
        f, call = e.f, e.f if e.type == "decision.called" else self.last("decision.called", e.s).f
        if word == "told_fits":
            return bool(not f["told"] or f["told"] == digest(self.read(f"blobs/{f['told']}")))
        if word == "keys_fit":
            return key_of(f["receipt"])[0] == key_of(f["checkpoint"])[0] + "/receipt"
        if word == "root_fits":
            return bool(f["size"] > e.place or b64(f["root"], 32) == root_of([self.leaves], 0, 0, f["size"]))
        ids, choices = [one["id"] for one in call["options"]], f.get("choices", [f.get("choice")])
        if word == "params_fit":
            return (
                not approval(f)
                or not f["params"]
                or ([*f["params"]] == ["seats"] and 0 < typed("int", f["params"]["seats"]) < len(ids))
            )
        if word == "allowed":
            return not approval(call) or all(
                type(x) is list and all(one in ids for one in x) and sorted({*x}) == x for x in choices
            )
        votes = self.votes(e.s)
        told = [len(votes), digest(*(written([name, votes[name]]) + b"\n" for name in sorted(votes)))]
        return [f["ballots"], f["input"]] == told if e.type == "decision.closed" else self.recounts(e, f, call, votes)

    def recounts(self, e: Entry, f: Fields, call: Fields, votes: Fields) -> bool:
        tally, told = ([x["method"], x["params"], x["version"].partition(".")[0]] for x in (f, call))
        told += [self.last("decision.closed", e.s).f["input"], len(votes) >= call["quorum"]]
        _ = written([*tally, f["input"], f["quorum_met"]]) == written(told) or fail("it does not repeat what was called and closed")
        if not approval(call):
            self.unseen.append(f"entry {e.place}: {f['method']} {f['version']} is not recounted")
            return bool(not f["detail"] or f["detail"] == digest(self.read(f"blobs/{f['detail']}")))
        counts = {x["id"]: sum(type(vote) is list and x["id"] in vote for vote in votes.values()) for x in call["options"]}
        bar = max([0, *sorted(counts.values(), reverse=True)[(seats := call["params"].get("seats", 1)) :][:1]])
        return written([f["counts"], f["chosen"], f["detail"]]) == written(
            [counts, [x for x in counts if counts[x] > bar][:seats], ""]
        )

    def said_again(self, e: Entry) -> list[tuple[bool, str, int]]:  # when the words of an alternative are private
        of, draft = self.made_from(e.s, e.f["kind"]), e.f["level"] == "machine"
        unchecked = e.f["kind"] != "translation" or self.founded(e.s).f["kind"] in ("statement", "proposal", "amendment")
        asks = e.f["kind"] == "translation" and e.f["level"] != "author"
        return [
            ((over := self.ending(e)) >= 0, "ended", over),
            (e.f["of"] != of, "out of date", of),
            (draft and unchecked, "draft", -1),
            (asks and not self.translatable(e.s), "translation not allowed", -1),
        ]

    def state(self, i: int, k: int) -> tuple[str, int]:
        e, guard, redacted = self.entries[i], self.guards[i, k], self.all("payload.redacted", f"{i} {k}")
        at, person = (
            {kind[13:]: self.at(kind, e.s) for kind in KINDS if kind.startswith("contribution.")},
            self.at("participant.erased", self.founded(e.s).by if e.type == MADE else e.by),
        )
        free = (consent := self.consents(e.s, "publish"))[0] > consent[1] or max(
            self.at("licence.stated", e.s), self.at("duty.stated", e.s)
        ) >= 0
        rows = [
            (redacted, "redacted", [*redacted, NOTHING][0].place),
            (guard == "o", "", -1),
            (person >= 0, "erased", person),
            (at["erased"] >= 0, "erased", at["erased"]),
            (guard == "p", "private", -1),
            *(self.said_again(e) if e.type == MADE else [(at["revised"] > i, "revised", at["revised"])]),
            *((at[x] > at[y], x, at[x]) for x, y in (("withdrawn", "shared"), ("hidden", "restored"), ("held", "released"))),
            (at["shared"] < 0, "not shared", -1),
            (free, "", -1),
            (True, "consent withdrawn", consent[1]),
        ]
        return next((why, by) for holds, why, by in rows if holds)
