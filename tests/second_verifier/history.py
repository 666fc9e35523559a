"""What the entries of a record say so far."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

Fields = dict[str, Any]
TOLD = "story|idea|statement|comment|question|offer"  # the kinds of contributions that a theme or a proposal grows from
ROLES = ["steward", "facilitator", "officer", "moderator", "safeguarding", "overseer"]
FOUNDING = {"con": "contribution.received", "top": "topic.raised", "the": "theme.made", "pro": "proposal.begun"}


class Entry(
    NamedTuple
):  # as it is written, then: its place, the minute of t, the fields of its kind, and the canvas that it is about
    by: str
    cm: list[str]
    i: int
    n: int
    pub: Fields
    s: str
    t: str
    type: str
    v: int
    via: str
    place: int
    minutes: int
    f: Fields
    canvas: str


NOTHING = Entry("", [], -1, 0, {}, "", "", "", 1, "", -1, 0, {}, "")


def day_of(minutes: int) -> str:
    return (date(1970, 1, 1) + timedelta(minutes=minutes)).isoformat()


class History:  # what the entries so far say, and the terms that look at nothing else
    STOPS = (("contribution.held", "contribution.released"), ("contribution.hidden", "contribution.restored"))

    def __init__(self, rules: Fields) -> None:
        self.rules, self.version, self.guards, self.entries = rules, 0, dict[tuple[int, int], str](), dict[int, Entry]()
        self.past = defaultdict[tuple[str, str], list[Entry]](list)  # by kind and stream
        self.rolls = defaultdict[str, dict[str, int]](dict)  # of a participant: since which place they have a roll
        self.canvas, self.due_days, self.roles = dict[str, str](), dict[str, str](), set[tuple[str, str]]()

    def state(self, i: int, k: int) -> tuple[str, int]:
        raise NotImplementedError  # why a seal is not public ("" if it is), and the entry that says so

    def elsewhere(self, word: str, e: Entry) -> bool:
        raise NotImplementedError  # the words that are no matter of who and when

    def all(self, kind: str, s: str) -> list[Entry]:
        return self.past.get((kind, s), [])

    def last(self, kind: str, s: str) -> Entry:
        return (self.past.get((kind, s)) or [NOTHING])[-1]

    def at(self, kind: str, s: str) -> int:
        return self.last(kind, s).place

    def founded(self, s: str) -> Entry:
        return self.last(FOUNDING.get(s.partition("_")[0], ""), s)

    def consents(
        self, con: str, purpose: str
    ) -> tuple[int, int]:  # the places of the last consent to it, and of its last withdrawal
        given, gone = (
            [-1, *(e.place for e in self.all(f"consent.{x}", con) if purpose in e.f["purposes"])][-1]
            for x in ("given", "withdrawn")
        )
        return given, gone

    def here(self, who: str, canvas: str) -> bool:
        return (
            self.at("participant.joined", who) > max(self.at("participant.left", who), self.at("participant.erased", who))
            and self.canvas[who] == canvas
        )

    def promise(self, canvas: str) -> tuple[str, bool, str]:  # its body, whether that promised itself, and by when it answers
        first, own = self.last("canvas.opened", canvas), self.last("canvas.promised", canvas)
        if own.place >= 0:
            return own.by, True, own.f["answer_by"]
        return (first.f["body"], first.f["body"] == first.by, first.f["answer_by"]) if first.place >= 0 else ("", False, "")

    def open(self, canvas: str) -> bool:
        return self.at("canvas.opened", canvas) >= 0 > self.at("canvas.concluded", canvas)

    def serving(self, office: str, *roles: str) -> bool:  # an office that holds any role, or one of these
        return any(holder == office and role in (roles or ROLES) for holder, role in self.roles)

    def running(self, plugin: str) -> Entry:  # what was enabled or upgraded last, and not disabled since
        last = max(self.last("plugin.enabled", plugin), self.last("plugin.upgraded", plugin), key=lambda e: e.place)
        return last if last.place > self.at("plugin.disabled", plugin) else NOTHING

    def rests(self, plugin: str) -> bool:  # an upgrade ends no suspension for failing
        stop = self.last("plugin.suspended", plugin)
        ended = (self.at("plugin.enabled", plugin), self.at("plugin.disabled", plugin), self.at("plugin.upgraded", plugin))
        return stop.place > max(ended[: 2 if stop.f.get("cause") == "failing" else 3])

    def grant(self, e: Entry) -> list[Any]:
        sets = ("may", "hosts", "methods", "forms", "purposes")
        return [e.f.get("version"), e.f.get("code"), e.f.get("told"), *({*e.f.get(x, ())} for x in sets)]

    def brings(self, method: str) -> bool:
        plugins = {s for kind, s in self.past if kind == "plugin.enabled"}
        return any(method in self.running(s).f.get("methods", ()) and not self.rests(s) for s in plugins)

    def offers(self, form: str, kind: str) -> bool:
        plugin, _, name = form.partition("/")
        return f"{name}:{kind}" in self.running(plugin).f.get("forms", ()) and not self.rests(plugin)

    def asks_for(self, use: str) -> bool:
        plugin, _, name = use.partition("/")
        return not name or (name in self.running(plugin).f.get("purposes", ()) and not self.rests(plugin))

    def ending(self, made: Entry) -> int:  # the place of what ended an alternative, or -1
        same = [e.place for e in self.all("contribution.alternative_made", made.s) if self.says(e) == self.says(made)]
        told = [e.place for e in self.all("contribution.alternative_ended", made.s) if e.f["entry"] == made.place]
        return min([place for place in same + told if place > made.place], default=-1)

    def says(self, made: Entry) -> tuple[str, str]:
        return made.f["kind"], made.f["lang"]

    def made_from(self, con: str, kind: str) -> int:
        if kind != "transcript":
            return max(self.at("contribution.received", con), self.at("contribution.revised", con))
        off = {e.f["entry"] for e in self.all("contribution.detached", con)}
        return [-1, *(e.place for e in self.all("contribution.attached", con) if e.f["kind"] == "audio" and e.place not in off)][-1]

    def translatable(self, con: str) -> bool:
        given, gone = self.consents(con, "translate")
        return (
            given > gone
            or self.founded(con).by[:2] != "p_"
            or max(self.at("licence.stated", con), self.at("duty.stated", con)) >= 0
        )

    def to_count(self, methods: list[str]) -> list[str]:
        called = [s for kind, s in self.past if kind == "decision.called" and self.last(kind, s).f["method"] in methods]
        return [s for s in called if max(self.at("decision.called_off", s), self.at("decision.tallied", s)) < 0]

    def standing(self, con: str) -> bool:
        return (
            self.at(FOUNDING["con"], con)
            >= 0
            > max(self.at("contribution.erased", con), self.at("participant.erased", self.founded(con).by))
        )

    def shown(self, con: str, by: str = "") -> bool:  # to everyone, or to who brought it
        words, by_teller = max(self.at(FOUNDING["con"], con), self.at("contribution.revised", con)), self.founded(con).by == by
        return self.standing(con) and (by_teller or self.state(words, 0)[0] in ("", "redacted"))

    def stopped(self, con: str) -> int:  # the place since which it is held or hidden, or -1
        since, stops, turns = -1, set[str](), {"held": "held", "hidden": "hidden", "released": "held", "restored": "hidden"}
        for place, turn in sorted((e.place, verb) for verb in turns for e in self.all(f"contribution.{verb}", con)):
            stops = stops | {turn} if turn == turns[turn] else stops - {turns[turn]}
            since = -1 if not stops else place if since < 0 else since
        return since

    def batch_waits(self, dec: str, batch: int) -> bool:
        entered = [e.f["choices"] for e in self.all("ballot.batch_entered", dec) if e.f["batch"] == batch]
        return bool(entered and entered[-1]) and all(e.f["batch"] != batch for e in self.all("ballot.batch_confirmed", dec))

    def pending(self, com: str) -> bool:
        upheld = max([e.place for e in self.all("commitment.dispute_answered", com) if e.f["outcome"] == "upheld"], default=-1)
        return self.at("commitment.made", com) >= 0 > self.at("commitment.missed", com) and upheld >= self.at(
            "commitment.delivered", com
        )

    def taken_back(self, con: str) -> bool:
        (given, gone), shared = self.consents(con, "publish"), self.at("contribution.shared", con)
        return not self.standing(con) or self.at("contribution.withdrawn", con) > shared or gone > given

    def owed(self, s: str) -> bool:
        waits = self.pending(s) if s[:3] == "com" else s[:3] in ("dec", "can") or not self.taken_back(s)
        met = max(self.at(f"{what}.answered", s) for what in ("question", "decision", "canvas"))
        return s in self.due_days and met < 0 and waits

    def told(self, s: str, due: str) -> bool:
        return any(e.f["due"] == due for e in self.all("duty.overdue", s))  # that it is overdue

    def on_time(self, s: str, minutes: int) -> bool:
        return not self.owed(s) or day_of(minutes - 1440) <= self.due_days[s] or self.told(s, self.due_days[s])

    def seconders(self, top: str, seen: tuple[str, ...] = ()) -> set[str]:
        others = [e.f["topic"] for e in self.all("topic.took_in", top) if e.f["topic"] not in (*seen, top)]
        return {e.by for e in self.all("topic.seconded", top)}.union(*(self.seconders(x, (*seen, top)) for x in others)) - {
            self.founded(top).by
        }

    def merged(self, s: str) -> bool:
        return max(self.at("topic.merged", s), self.at("proposal.merged", s)) > self.at("proposal.merge_objected", s)

    def laid_aside(self, top: str) -> bool:
        return self.at("topic.laid_aside", top) > self.at("topic.taken_up", top)

    def under_way(self, pro: str) -> bool:
        return self.at("proposal.begun", pro) >= 0 > max(
            self.at("proposal.split", pro), self.at("proposal.withdrawn", pro)
        ) and not self.merged(pro)
