"""One entry where it stands, and the terms of the written format that need more than a line."""

from tests.second_verifier.history import FOUNDING, NOTHING, TOLD, Entry, History, day_of


class Case:
    def __init__(self, r: History, e: Entry, awaited: bool) -> None:
        self.r, self.e, self.f, self.s, self.by, self.canvas, self.awaited = r, e, e.f, e.s, e.by, e.canvas, awaited
        self.call, self.got, self.day = r.last("decision.called", e.s).f, r.last(FOUNDING["con"], e.s), day_of(e.minutes)
        self.ready_day = day_of(e.minutes + r.rules["grain"] - 1)  # the last that the floored time may have been

    def has(self, *roles: str) -> bool:
        return self.by[:2] == "o_" and self.r.serving(self.by, *roles)

    def named(self, name: str) -> str:
        return str(self.f[name]) if name else self.s  # the stream that a field names, or its own

    def all(self, kind: str) -> list[Entry]:
        return self.r.all(kind, self.s)

    def at_of(self, kind: str, s: str) -> int:
        return self.r.at(kind, s)

    def at(self, kind: str, name: str = "") -> int:
        return self.r.at(kind, self.named(name))

    def of_kind(self, kinds: str, name: str = "") -> bool:
        return self.r.last(FOUNDING["con"], self.named(name)).f.get("kind") in (TOLD if kinds == "TOLD" else kinds).split("|")

    def beside(self, s: str) -> bool:
        return self.r.canvas.get(s) == self.canvas

    def is_words(self, name: str, kind: str) -> bool:
        return (
            self.r.standing(con := self.f[name])
            and self.of_kind(kind, name)
            and self.r.founded(con).by == self.by
            and self.beside(con)
        )

    def active(self) -> bool:
        kind = self.f.get("kind") if self.e.type == "contribution.received" else self.got.f.get("kind")
        late = self.e.type in ("contribution.received", "contribution.shared") and kind in ("reason", "view")
        going = self.r.at("canvas.opened", self.canvas) >= 0 if late else self.r.open(self.canvas)
        return going and (self.r.here(self.by, self.canvas) or self.has())

    def asks_for_help(self) -> bool:
        new = self.by[:2] == "p_" and self.at_of("participant.joined", self.by) < 0
        return new and self.f["kind"] == "story" and self.r.at("canvas.opened", self.canvas) >= 0

    def answers_for(self, office: str) -> bool:
        return self.by == "house" or (self.by == office if self.r.serving(office) else self.has("officer"))

    def their_call(self) -> bool:  # by somebody who takes part
        who, days = self.f["electorate"], -(-self.r.rules["notice"] // 24)
        everybody = {*who["rolls"]} == {"open", "invited", "code", "address", "attested"} and who["until"] == "closed"
        soonest = day_of(self.e.minutes + 1440 * days)
        return self.by[:2] == "p_" and self.r.here(self.by, self.canvas) and everybody and self.f["closes"] >= soonest

    def in_question(self, dec: str) -> bool:  # a decision that takes ballots, or that people called and may still come to want
        call, opened = self.r.last("decision.called", dec), self.r.at("decision.opened", dec)
        waits = call.by[:2] == "p_" and self.r.at("decision.called_off", dec) < 0 and call.f["closes"] >= self.ready_day
        return self.r.at("decision.closed", dec) < 0 if opened >= 0 else waits

    def may_call_off(self) -> bool:
        caller = self.r.last("decision.called", self.s).by
        if caller[:2] != "p_":
            return self.by == "house" or self.has("facilitator", "officer", "steward")
        mine = self.by == caller and self.r.here(self.by, self.canvas)
        return mine or self.by == "house" or self.has("moderator", "steward")

    def takes_over(self) -> bool:
        first = self.r.founded(self.s).by
        return self.has("facilitator") and not (self.r.serving(first) if first[:2] == "o_" else self.r.here(first, self.canvas))

    def editing(self) -> bool:
        mine = self.by in [self.r.founded(self.s).by, *(e.f["editor"] for e in self.all("proposal.editor_admitted"))]
        return self.r.under_way(self.s) and self.active() and (mine or self.takes_over())

    def link(self) -> tuple[Entry, Entry]:  # the last of the contribution to this theme, and what ended it
        link, teller = self.about("linked")[-1], self.r.founded(self.f["contribution"]).by
        ends = self.about("unlinked") + [e for e in self.about("link_contested") if e.by == teller]
        return link, min([e for e in ends if e.place > link.place], key=lambda e: e.place, default=NOTHING)

    def about(self, verb: str) -> list[Entry]:  # after nothing, those about the contribution
        return [NOTHING, *(e for e in self.all(f"theme.{verb}") if e.f["contribution"] == self.f["contribution"])]

    def may_link(self) -> bool:
        link, end = self.link()
        return link.place < 0 or (end.place >= 0 and (end.by != self.r.founded(self.f["contribution"]).by or end.by == self.by))

    def may_appeal(self) -> bool:
        stop, decided = max(self.at("contribution.held"), self.at("contribution.hidden")), self.all("contribution.appeal_decided")
        return all(
            any(e.place < d.place < stop for d in decided)
            for e in self.all("contribution.appealed")
            if e.place > self.r.stopped(self.s)
        )

    def attached(self, kind: str = "") -> list[int]:
        gone = {e.f["entry"] for e in self.all("contribution.detached") if e.f["entry"] < e.place}
        return [e.place for e in self.all("contribution.attached") if kind in ("", e.f["kind"]) and e.place not in gone]

    def may_attach(self) -> bool:
        purpose, most = {"audio": ("voice", 10240), "picture": ("face", 5120)}[self.f["kind"]]
        given, gone = self.r.consents(self.s, purpose)
        fits = self.f["media"].startswith("audio/") == (self.f["kind"] == "audio") and 1 <= self.f["kib"] <= most
        return fits and given > gone and not self.attached(self.f["kind"])

    def may_make(self) -> bool:
        f, by_machine = self.f, any(self.f[x] for x in ("plugin", "version", "engine"))
        if self.by == "house":
            on = self.r.running(f["plugin"])
            return f["level"] == "machine" and on.place >= 0 and "read-allowed" in on.f["may"] and not self.r.rests(f["plugin"])
        if by_machine or not self.active() or self.by[:2] == "p_":
            return not by_machine and self.active() and f["level"] == "author" and self.got.by == self.by
        tending = {"reviewed": ("facilitator", "moderator", "officer", "steward"), "official": ("officer", "steward")}
        roles = tending.get(f["level"], ())
        return f["kind"] != "transcript" and self.r.shown(self.s) and bool(roles) and self.has(*roles)

    def terms(self) -> bool:
        ids = [one["id"] for one in self.f["options"]]
        fits = ids == [*"abcdefghijklmnopqrstuvwxyz"][: len(ids)] and len(ids) == len(self.e.cm) - 1 > 1 and self.f["quorum"] > 0
        inputs = all(self.r.standing(x) or (self.r.at("proposal.begun", x) >= 0 and self.beside(x)) for x in self.f["inputs"])
        return fits and inputs and bool(self.f["electorate"]["rolls"]) and self.r.brings(self.f["method"])

    def told(self, con: str) -> bool:  # the author of the source of an option
        undone = max(
            self.r.at("contribution.revised", con), self.r.at("contribution.withdrawn", con), self.r.consents(con, "publish")[1]
        )
        forward, (grain, notice, *_) = self.r.last("contribution.put_forward", con), self.r.rules.values()
        in_time = forward.place > undone and self.e.minutes + grain > forward.minutes + 60 * notice
        return con in self.f["inputs"] and self.r.shown(con) and self.beside(con) and in_time

    def on_roll(self) -> bool:
        who, rolls = self.call["electorate"], self.r.rolls[self.by]
        before = self.at("decision.opened") if who["until"] == "opened" else self.e.place
        return any(rolls.get(roll, before) < before for roll in who["rolls"])

    def may_agree(self) -> bool:  # on rules of the group
        by, plain = self.f["decided_by"], self.by == "house" or self.has("facilitator")
        called = any(self.beside(s) for kind, s in self.r.past if kind == "decision.opened")
        carried = (
            self.r.last("decision.tallied", by).f.get("quorum_met")
            and self.beside(by)
            and all(e.f["decided_by"] != by for e in self.all(self.e.type))
        )
        return (plain and not by and (self.f["version"] == 1 or not called)) or bool(
            by and carried and (plain or self.has("steward"))
        )

    def contestable(self) -> bool:
        mine = [e for e in self.all(self.e.type) if e.f["version"] == self.f["version"]]
        proven = {e.f["version"] for e in self.all(self.e.type) if e.f["enough"]}
        weighty = [e.f["version"] for e in self.all("proposal.version_published") if e.f["substance"] or e.f["version"] in proven]
        enough = self.f["enough"] == (len(mine) + 1 >= self.r.rules["seconds"]) and all(e.by != self.by for e in mine)
        return enough and any(
            e.f["version"] == self.f["version"] > max(weighty, default=0) for e in self.all("proposal.version_published")
        )

    def supports(self) -> list[int]:  # the versions that `by` supports
        gone = max([e.place for e in self.all("proposal.support_withdrawn") if e.by == self.by], default=-1)
        return [e.f["version"] for e in self.all("proposal.supported") if e.by == self.by and e.place > gone]

    def objected(self, one: str, into: str) -> bool:  # to an earlier merge of the one into the other
        merges, against = self.r.all("proposal.merged", one), self.r.all("proposal.merge_objected", one)
        return any([e.f["into"] for e in merges if e.place < no.place][-1:] == [into] for no in against)

    def undecided(self) -> bool:
        text, past = self.f["amendment"], self.all("proposal.amendment_accepted") + self.all("proposal.amendment_declined")
        decided = max([e.place for e in past if e.f["amendment"] == text], default=-1)
        return any(e.f["text"] == text and e.place > decided for e in self.all("proposal.amendment_offered"))

    def source_fits(self, s: str) -> bool:
        told = self.r.shown(s, self.by) and self.r.founded(s).f["kind"] in TOLD.split("|")
        return self.beside(s) and (told or max(self.r.at("theme.made", s), self.r.at("proposal.begun", s)) >= 0)
