"""The words in which kinds.txt says who may state a fact and when, each of the case that an entry is."""

import re
from collections.abc import Callable
from datetime import date, datetime

from tests.second_verifier.case import Case

WORDS: dict[str, Callable[..., object]] = {  # the terms, each of the case `c`
    "house": lambda c: c.by == "house",
    "zero": lambda c: c.e.place == 0,
    "first": lambda c: c.e.n == 1,
    "imported": lambda c: c.e.via == "import",
    "person": lambda c: c.by[:2] == "p_",
    "by_stream": lambda c: c.by == c.s,
    "awaited": lambda c: c.awaited,
    "opens": lambda c: "resident" in c.r.rules["opens"] or any(map(c.has, c.r.rules["opens"])),
    "own": lambda c: c.r.standing(c.s) and c.by == c.got.by,
    "of_office": lambda c: c.got.by[:2] == "o_",
    "of_person": lambda c: c.got.by[:2] == "p_",
    "standing": lambda c, name="": c.r.standing(c.named(name)),
    "shown": lambda c, name="": c.r.shown(c.named(name)),
    "visible": lambda c, name="": c.r.shown(c.named(name), c.by),
    "serving": lambda c, name="": c.r.serving(c.f[name]) if name else c.has(),
    "here": lambda c, name="": c.r.here(c.by, c.r.canvas.get(c.named(name), c.canvas)),
    "they_here": lambda c: c.r.here(c.s, c.canvas),
    "open": lambda c: c.r.open(c.canvas),
    "active": Case.active,
    "kind": Case.of_kind,
    "words": Case.is_words,
    "in_canvas": lambda c, name: c.beside(c.f[name]),
    "empty": lambda c, name: not c.f[name],
    "came": lambda c, kind, name="": c.at(kind, name) >= 0,
    "later": lambda c, a, b: c.at(a) > c.at(b),
    "first_by": lambda c, since="": all(e.by != c.by or e.place < c.at(since) for e in c.all(c.e.type)),
    "is_attached": lambda c: c.f["entry"] in c.attached(),
    "because": lambda c: c.is_words("because", "reason"),
    "because?": lambda c: not c.f["because"] or c.is_words("because", "reason"),
    "leading": lambda c: c.by == "house" or c.has("facilitator", "steward"),
    "tending": lambda c: c.by in ("house", c.r.founded(c.s).by) or c.has("facilitator"),
    "going": lambda c, what: c.at(f"{what}.opened") >= 0 > c.at(f"{what}.closed"),
    "turn_taken": lambda c: any(e.by == c.by for e in c.all("round.turn_taken")),
    "calling": lambda c: c.by == "house" or c.has("facilitator", "officer", "steward"),
    "asks": lambda c: c.f["kind"] == "question" and c.r.serving(c.f["to"]),
    "next_charter": lambda c: c.f["version"] == c.r.version + 1,
    "charter_in_force": lambda c: c.f["charter"] == c.r.version > 0,
    "carried_out": lambda c, name: not c.f[name] or c.r.last("decision.tallied", c.f[name]).f.get("quorum_met"),
    "role_held": lambda c: (
        (x := (c.f["office"], c.f["role"])) in c.r.roles and any(role == "steward" for _, role in c.r.roles - {x})
    ),
    "plugin_on": lambda c: c.r.running(c.f["plugin"]).place >= 0,
    "plugin_rests": lambda c: c.r.rests(c.f["plugin"]),
    "form_offered": lambda c: c.r.offers(c.f["form"], c.f["kind"]),
    "asked_for": lambda c: all(map(c.r.asks_for, c.f["purposes"])),
    "made_from": lambda c: c.f["of"] == c.r.made_from(c.s, c.f["kind"]) and c.f["missed"] >= 0,
    "maker": Case.may_make,
    "current": lambda c: any(e.place == c.f["entry"] and c.r.ending(e) < 0 for e in c.all("contribution.alternative_made")),
    "translatable": lambda c: c.f["kind"] != "translation" or WORDS["own"](c) or c.r.translatable(c.s),
    "news": lambda c: c.r.rests(c.f["plugin"]) or c.r.grant(c.r.running(c.f["plugin"])) != c.r.grant(c.e),
    "within_grant": lambda c: all({*c.f[what]} <= {*c.r.running(c.f["plugin"]).f.get(what, ())} for what in ("may", "hosts")),
    "nothing_to_count": lambda c: c.r.to_count(c.r.running(c.f["plugin"]).f.get("methods", [])) == [],
    "redactable": lambda c: (
        c.f["entry"] < c.e.place
        and (guard := c.r.guards.get((c.f["entry"], c.f["seal"]), "p")) != "p"
        and (guard == "o" or c.r.entries[c.f["entry"]].by[:2] == "o_")
    ),
    "range_fits": lambda c: 0 <= c.f["start"] < c.f["stop"] <= c.e.place,
    "appealable": Case.may_appeal,
    "attachable": Case.may_attach,
    "duties_told": lambda c: c.f["open_duties"] == sorted(s for s in c.r.due_days if c.beside(s) and c.r.owed(s)),
    "joins": lambda c: (
        (joined := c.at("participant.joined")) < 0
        or (c.at("participant.left") > joined and c.at("participant.erased") < 0 and c.r.canvas[c.s] == c.canvas)
    ),
    "roll_joined": lambda c: c.f["roll"] == ("import" if c.e.via == "import" else "open"),
    "roll_attested": lambda c: c.f["roll"] not in ("open", "import"),
    "parent_fits": lambda c: (
        bool(x := c.f["parent"]) == (c.f["kind"] == "comment") and (not x or (c.r.shown(x, c.by) and c.beside(x)))
    ),
    "in_confidence": lambda c: any(e.by == c.got.by for e in c.all("contribution.held")),
    "stopped": lambda c: c.r.stopped(c.s) >= 0,
    "own_distress": lambda c: (
        WORDS["own"](c)
        and c.of_kind("story")
        and c.e.n == 2
        and c.f["reason"] == "distress"
        and c.at_of("participant.joined", c.by) < 0
        and (any(role == "safeguarding" for _, role in c.r.roles))
    ),
    "releases": lambda c: (
        c.by == "house" or (c.has("safeguarding") if WORDS["in_confidence"](c) else c.has("moderator", "facilitator") or c.awaited)
    ),
    "rejected_if_imported": lambda c: (c.f["reason"] == "rejected-at-source") == (c.e.via == "import"),
    "waits": lambda c: c.at("contribution.appealed") > max(c.at("contribution.appeal_decided"), x := c.r.stopped(c.s)) and x >= 0,
    "decides_of_another": lambda c: all(c.at(on) <= c.at(off) or c.r.last(on, c.s).by != c.by for on, off in c.r.STOPS),
    "linkable": lambda c: (
        c.beside(x := c.f["to"])
        and ((x != c.s and c.r.shown(x, c.by)) or (c.f["relation"] == "grew-from" and c.r.at("theme.made", x) >= 0))
    ),
    "terms": Case.terms,
    "sources_told": lambda c: all(not one["source"] or c.told(one["source"]) for one in c.f["options"]),
    "on_roll": Case.on_roll,
    "in_time": lambda c: not (closes := {**c.call, **c.f}["closes"]) or closes >= c.day,
    "closes_reached": lambda c: c.ready_day > c.call["closes"],
    "their_call": Case.their_call,
    "decided": lambda c: not any(c.in_question(s) for kind, s in c.r.past if kind == "decision.called" and c.beside(s)),
    "called_by_person": lambda c: c.r.last("decision.called", c.s).by[:2] == "p_",
    "caller": lambda c: c.by == c.r.last("decision.called", c.s).by,
    "may_call_off": Case.may_call_off,
    "asks_for_help": Case.asks_for_help,
    "on_paper": lambda c: (
        WORDS["calling"](c) and WORDS["going"](c, "decision") and c.r.open(c.canvas) and "attested" in c.call["electorate"]["rolls"]
    ),
    "batch_fits": lambda c: (
        1 <= (x := c.f["batch"]) <= 1 + max([e.f["batch"] for e in c.all(c.e.type)], default=0)
        and (all(e.f["batch"] != x for e in c.all("ballot.batch_confirmed")) and len(c.f["choices"]) <= 50)
    ),
    "to_check": lambda c: (
        c.r.batch_waits(c.s, x := c.f["batch"]) and c.by != [e for e in c.all("ballot.batch_entered") if e.f["batch"] == x][-1].by
    ),
    "choices_differ": lambda c: (
        len(x := c.f["choices"]) <= 50
        and [e.f["choices"] for e in c.all("ballot.batch_entered") if (e.f["batch"] == c.f["batch"])][-1:] != [x]
    ),
    "no_batch_waits": lambda c: not any(c.r.batch_waits(c.s, e.f["batch"]) for e in c.all("ballot.batch_entered")),
    "opening": lambda c: (
        WORDS["leading"](c) or (c.r.here(c.by, c.s) and c.r.last("group_rules.agreed", c.s).f.get("places") == "everyone")
    ),
    "place_open": lambda c: (
        [
            e.type
            for e in sorted(c.all("place.opened") + c.all("place.closed"), key=lambda e: e.place)
            if (e.f["place"] == c.f["place"])
        ][-1:]
        == ["place.opened"]
    ),
    "next_rules": lambda c: c.f["version"] == 1 + c.r.last(c.e.type, c.s).f.get("version", 0),
    "agreed": Case.may_agree,
    "of_others": lambda c: (
        not c.r.merged(c.s)
        and c.r.here(c.by, c.canvas)
        and c.r.open(c.canvas)
        and (c.r.shown((raised := c.r.founded(c.s)).f["text"]) and raised.by != c.by)
    ),
    "laid_aside": lambda c: c.r.laid_aside(c.s),
    "seconder": lambda c: c.by in c.r.seconders(c.s),
    "merged": lambda c: c.r.merged(c.s),
    "began": lambda c: c.by == c.r.founded(c.s).by,
    "into_topic": lambda c: (
        (x := c.f["into"]) != c.s
        and c.beside(x)
        and (c.r.at("topic.raised", x) >= 0 and not c.r.merged(x) and not c.r.laid_aside(x))
    ),
    "tied": lambda c: c.link()[0].place >= 0 > c.link()[1].place,
    "tied_it": lambda c: c.link()[0].by == c.by,
    "tieable": Case.may_link,
    "contested": lambda c: c.about("link_contested")[-1].place > max(c.link()[0].place, c.about("link_upheld")[-1].place),
    "answers": lambda c: c.answers_for(c.r.promise(c.canvas)[0]),
    "answers_for": lambda c, name: c.answers_for(c.f[name]),
    "office": lambda c: c.by[:2] == "o_",
    "promised": lambda c: c.r.promise(c.canvas)[1],
    "promises": lambda c: c.by == body if c.r.serving(body := c.r.promise(c.canvas)[0]) else c.has("officer"),
    "typed": lambda c: c.got.via in ("paper", "room"),
    "checked": lambda c: c.at("contribution.checked") > max(c.got.place, c.at("contribution.revised")),
    "put": lambda c: c.r.standing(c.s) and c.got.f["kind"] == "question" and c.got.f["to"],
    "taken_back": lambda c: c.r.taken_back(c.s),
    "asked": lambda c: c.answers_for(c.got.f["to"]),
    "on_time": lambda c: c.r.on_time(c.s, c.e.minutes),
    "pending": lambda c: c.r.pending(c.s),
    "keeping": lambda c: c.answers_for(c.r.last("commitment.made", c.s).f["owner"]),
    "day_ahead": lambda c, name: date.fromisoformat(x := c.f[name]).isoformat() == x >= c.day,
    "due_moved": lambda c: c.f["due"] != c.r.due_days[c.s],
    "evidence_fits": lambda c: re.fullmatch("([0-9a-f]{64})?", c.f["evidence"]),
    "overdue": lambda c: c.r.owed(c.s) and (c.f["due"] == c.r.due_days[c.s] < c.ready_day and not c.r.told(c.s, c.f["due"])),
    "to_come": lambda c: c.at("meeting.called") >= 0 > max(c.at("meeting.cancelled"), c.at("meeting.held")) and c.r.open(c.canvas),
    "clock": lambda c: datetime.strptime(x := c.f["time"], "%H:%M").strftime("%H:%M") == x,
    "ascending": lambda c, name: c.f[name] == sorted({*c.f[name]}),
    "day_reached": lambda c: (
        c.ready_day >= max(c.r.last("meeting.called", c.s), c.r.last("meeting.changed", c.s), key=lambda e: e.place).f["day"]
    ),
    "present_fits": lambda c: 0 <= c.f["present"] <= 100000,
    "last_notes": lambda c: c.f["text"] == c.r.last("meeting.noted", c.s).f.get("text"),
    "sources_fit": lambda c: len({*c.f["sources"]}) == len(c.f["sources"]) and all(map(c.source_fits, c.f["sources"])),
    "next_version": lambda c: c.f["version"] == 1 + c.r.last(c.e.type, c.s).f.get("version", 0),
    "under_way": lambda c: c.r.under_way(c.s),
    "later_version": lambda c: c.f["version"] > 1 and c.editing() and c.is_words("because", "reason"),
    "editing": Case.editing,
    "takes_over": Case.takes_over,
    "editor_fits": lambda c: (
        (c.r.serving(x := c.f["editor"]) or c.r.here(x, c.canvas))
        and (x not in [c.r.founded(c.s).by, *(e.f["editor"] for e in c.all(c.e.type))])
    ),
    "supports": Case.supports,
    "supports_anew": lambda c: (
        (now := c.r.last("proposal.version_published", c.s)).f.get("version") == c.f["version"]
        and (c.r.shown(now.f["text"]) and c.supports()[-1:] != [c.f["version"]])
    ),
    "contestable": Case.contestable,
    "offered": lambda c: any(e.f["text"] == c.f["text"] for e in c.all(c.e.type)),
    "undecided": Case.undecided,
    "into_proposal": lambda c: (
        (x := c.f["into"]) != c.s and c.beside(x) and c.r.under_way(x) and not (c.objected(c.s, x) or c.objected(x, c.s))
    ),
    "began_either": lambda c: c.by in (c.r.founded(c.s).by, c.r.founded(c.r.last("proposal.merged", c.s).f["into"]).by),
    "within_notice": lambda c: (
        c.r.rules["notice"] > 0
        and (c.e.minutes < c.r.last("proposal.merged", c.s).minutes + 60 * c.r.rules["notice"] + c.r.rules["grain"])
    ),
    "splits": lambda c: (
        len({*c.f["into"]}) == len(c.f["into"]) > 1
        and all(c.r.under_way(x) and c.s in c.r.last("proposal.begun", x).f["sources"] for x in c.f["into"])
    ),
}
