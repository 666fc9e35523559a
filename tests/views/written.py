"""A record written fact by fact, without rules and stores: its leaves, and the payloads of its seals."""

import time
from typing import Any

import msgspec

from folkmoot.events import canvas, community, contribution, decision, ground, participant, plugin
from folkmoot.events.entry import Entry, canonical, pub_of, write
from folkmoot.events.fact import Fact

SEAL = "A" * 43 + "="
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class Written:
    """leaves: the record so far. payloads: (index, seal) -> payload, taken away by erasing. opened: what was asked of them.

    minute: now, since 1970. where, author: canvas and author of each contribution.
    """

    def __init__(self) -> None:
        self.leaves: list[bytes] = []
        self.payloads: dict[tuple[int, int], bytes] = {}
        self.opened: list[tuple[int, int]] = []
        self.minute = 29_000_000
        self.where: dict[str, str] = {}
        self.author: dict[str, str] = {}
        self._made = 0
        self._places: dict[str, int] = {}

    def open(self, i: int, k: int) -> bytes | None:
        """Payload of seal `k` of entry `i`, None when it is gone; remembers that it was asked."""
        self.opened.append((i, k))
        return self.payloads.get((i, k))

    def read(self, start: int, limit: int) -> list[bytes]:
        """Leaves from an index on, as a store gives them."""
        return self.leaves[start : start + limit]

    def id(self, prefix: str) -> str:
        """A fresh id."""
        self._made += 1
        return f"{prefix}{'made':z<12}" + "".join(_LETTERS[self._made // 32**place % 32] for place in (3, 2, 1, 0))

    def say(self, by: str, s: str, fact: Fact, *texts: str, lang: str = "en", via: str = "web") -> int:
        """Record a fact with a text for each of its seals; answers its index."""
        return self.put(by, s, fact.NAME, fact.VERSION, bytes(pub_of(fact)), *texts, lang=lang, via=via)

    def put(self, by: str, s: str, kind: str, v: int, pub: bytes, *texts: str, lang: str = "en", via: str = "web") -> int:
        """Record a fact by its name and public data, known or not; answers its index."""
        i = len(self.leaves)
        self._places[s] = n = self._places.get(s, 0) + 1
        t = time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(self.minute // 60 * 3600))
        cm = (SEAL,) * len(texts)
        entry = Entry(by=by, cm=cm, i=i, n=n, pub=msgspec.Raw(pub), s=s, t=t, type=kind, v=v, via=via)
        self.leaves.append(write(entry))
        for k, text in enumerate(texts):
            title, _, body = text.rpartition("#")
            self.payloads[i, k] = canonical({"lang": lang, "text": body} | ({"title": title} if title else {}))
        return i

    # what most tests begin with

    def found(self, small: int = 3) -> str:
        """A community; answers its steward."""
        office = self.id("o_")
        self.say("house", "community", community.Founded(languages=("en", "pl")), "Elm Yard")
        self.say("house", "community", community.KeysStated(checkpoint="c", receipt="r"))
        rules = community.Rules(small=small)
        self.say("house", "community", community.CharterAdopted(version=1, rules=rules), "We listen before we answer.")
        self.say("house", "community", community.RoleGiven(office=office, role="steward"), "Steward of Elm Yard")
        self.say(office, "community", plugin.PluginEnabled(plugin="approval", version="1.0.0", methods=("approval",)))
        return office

    def canvas(self, by: str = "house", question: str = "What is the yard for?") -> str:
        """A canvas."""
        s = self.id("can_")
        self.say(by, s, canvas.CanvasOpened(level="involve", body=by), question, "We answer by spring.")
        return s

    def person(self, where: str) -> str:
        """Somebody new in a canvas."""
        p = self.id("p_")
        self.say(p, p, participant.Joined(canvas=where, roll="open"))
        return p

    def brings(self, by: str, where: str, text: str, kind: Any = "statement", publish: bool = True, **more: Any) -> str:
        """A contribution, public when `publish`. more: further fields of the fact."""
        s, lang = self.id("con_"), more.get("lang", "en")
        self.where[s], self.author[s] = where, by
        self.say(by, s, contribution.Received(canvas=where, kind=kind, **({"lang": lang} | more)), text, lang=lang)
        if publish:
            self.say(by, s, ground.ConsentGiven(purposes=("publish",), notice="n/1", lang="en"), "I was asked in private.")
            self.say(by, s, contribution.Shared())
        return s

    def answers(self, by: str, statement: str, value: Any) -> int:
        """A response."""
        return self.say(by, by, participant.ResponseGiven(statement=statement, value=value))

    def calls(self, by: str, where: str, *options: str, inputs: tuple[str, ...] = (), **more: Any) -> str:
        """A decision that is called, not opened."""
        s = self.id("dec_")
        fact = decision.Called(
            canvas=where,
            method="approval",
            version="1.0.0",
            electorate=decision.Electorate(rolls=("open",)),
            options=tuple(decision.Option(id="abcdef"[n]) for n in range(len(options))),
            charter=1,
            inputs=inputs,
            **({"quorum": 1} | more),
        )
        self.say(by, s, fact, "What comes first?", *options)
        return s
