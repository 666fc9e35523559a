"""Whatever people ask through the door, in whatever order: the bundle of what was taken audits clean."""

import contextlib
import tempfile
from pathlib import Path
from typing import cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from folkmoot.audit import audit
from folkmoot.bundle import export_community
from folkmoot.domain import Act, Command, Refused
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import STREAM, AmendCharter, NameSource
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import Join, Respond
from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from folkmoot.domain.restoring import DeclareRestored
from folkmoot.events.community import Rules
from folkmoot.events.entry import read
from folkmoot.events.fact import Fact
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from tests.rules.given import NOBODY, World
from tests.rules.test_invariants import NUMBER, Community
from tests.rules.votes import opened
from tests.second_verifier.verifier import verify

COMMUNITY = "elm"


class Real(World):
    """The same world behind the real door: record, vault, keyring and writer of an installation."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        Installation.create(home, Settings(host="talk.example.org"))
        self.installation = Installation(home, clock=lambda: self.minute * 60.0)
        self.installation.found(COMMUNITY, "Elm Yard", "We listen before we answer.", "Steward")
        self._catch_up()

    def when(self, by: str, command: Command, via: str = "web") -> list[Act]:
        """Ask at the door; what is in the record then is taken over as it stands there."""
        author = HOUSE if by == "house" else Author(by, by)
        done = self.installation.moot(COMMUNITY).do(command, author, via=via)
        self._catch_up()
        return [Act(entry.s, cast(Fact, entry.fact())) for entry in self.entries[done.first :]] if done.first >= 0 else []

    def new(self, prefix: str) -> str:
        """A fresh id."""
        return new_id(prefix)

    def _catch_up(self) -> None:
        for leaf in self.installation.store.read(COMMUNITY, len(self.entries), 1000):
            entry = read(leaf)
            self.entries.append(entry)
            self.see(entry.s).evolve(entry, entry.fact())
            self.openness.evolve(entry, entry.fact())


class RealCommunity(Community):
    """The random community of the rules, at the real door, with imports, charters, sources and restores besides."""

    @initialize()
    def begin(self) -> None:
        self.folder = contextlib.ExitStack()
        scratch = Path("/dev/shm")  # thousands of commits; only speed depends on it
        within = scratch if scratch.is_dir() else None
        self.path = Path(self.folder.enter_context(tempfile.TemporaryDirectory(dir=within)))
        self.world = self.real = Real(self.path / "home")
        self.offices = [self.world.office(role) for role in ("steward", "facilitator", "officer", "moderator")]
        self.offices.append(next(iter(self.world.see(STREAM).roles)))
        self.canvases = [self.world.canvas(), self.world.canvas()]
        self.people = [self.world.person(self.canvases[n % 2]) for n in range(5)]
        self.pieces = [self.world.brings(by, self.world.see(by).canvas) for by in self.people]
        self.decisions: list[str] = []
        self.decisions = ["dec" + NOBODY, *(opened(self.world, canvas) for canvas in self.canvases)]
        self.pieces.insert(0, "con" + NOBODY)

    @rule(who=NUMBER, grain=st.sampled_from([1, 7, 60, 1440]), notice=st.sampled_from([0, 1, 24]), opens=st.booleans())
    def amends(self, who: int, grain: int, notice: int, opens: bool) -> None:
        rules = Rules(grain=grain, notice=notice, opens=("resident",) if opens else ("facilitator", "steward"))
        command = AmendCharter(charter="We still listen.", reason="It was time.", rules=rules)
        self.ask("house" if who % 2 else self.one(self.offices, who), command)

    @rule(who=NUMBER, body=st.booleans())
    def opens(self, who: int, body: bool) -> None:
        by = self.one(self.people if who % 2 else self.offices, who)
        command = OpenCanvas(question="And now?", promise="We will see.", level="inform", body=self.offices[0] if body else "")
        if len(self.canvases) < 5:
            self.ask(by, command)
            self.canvases += sorted({e.s for e in self.world.entries if e.s.startswith("can_")} - set(self.canvases))

    @rule(who=NUMBER, what=NUMBER, on=st.booleans())
    def plugs(self, who: int, what: int, on: bool) -> None:
        by = "house" if who % 2 else self.one(self.offices, who)
        name = "approval" if what % 2 else "other"
        self.ask(by, EnablePlugin(plugin=name, version=f"1.{what % 3}") if on else DisablePlugin(plugin=name, reason="Off."))

    @rule(who=NUMBER, what=NUMBER, via=st.sampled_from(["import", "import", "web", "paper"]))
    def imports(self, who: int, what: int, via: str) -> None:
        canvas, by = self.one(self.canvases, what), self.world.new("p_")
        self._via("house", NameSource(licence="CC-BY-4.0", attribution="By them."), via)
        source = next((e.s for e in reversed(self.world.entries) if e.s.startswith("src_")), "src" + NOBODY)
        self._via(by, Join(canvas=canvas, roll="import" if who % 4 else "open"), via)
        said = Contribute(canvas=canvas, kind="statement", text="One\nand two.", source=source, claimed="2015-01-01")
        self._via(by, said, via)
        piece = self.pieces[-1]
        self._via(by, Respond(statement=piece, value=1, claimed="2015-01-02"), via)
        self._via(by, Respond(statement=piece, value=1), via)
        self._via("house", Hide(contribution=piece, reason="rejected-at-source", statement="Not there either."), via)
        self.people.append(by)

    def _via(self, by: str, command: Command, via: str) -> None:
        with contextlib.suppress(Refused):
            for act in self.world.when(by, command, via)[:1]:
                if act.stream.startswith("con_"):
                    self.pieces.append(act.stream)

    @rule(what=NUMBER)
    def restores(self, what: int) -> None:
        size = len(self.world.entries)
        start = what % size
        self.ask("house", DeclareRestored(start=start, stop=start + 1 + what % 7, reason="Brought back."))

    @rule(minutes=st.integers(-500, 2_000))
    def clock_jumps(self, minutes: int) -> None:
        self.world.minute += minutes

    @rule()
    def erasures_follow(self) -> None:
        self.real.installation.erasures.follow()

    # what the rules keep to at each step is looked at elsewhere; here the audit looks at the end

    def there_is_a_steward(self) -> None:
        """Left to the audit."""

    def one_ballot_a_person_counts_and_the_tally_is_of_those(self) -> None:
        """Left to the audit."""

    def what_was_taken_back_stopped_or_erased_is_not_public(self) -> None:
        """Left to the audit."""

    def the_rules_and_the_record_agree_on_what_is_shown(self) -> None:
        """Left to the audit."""

    def responses_are_one_a_person_and_statement(self) -> None:
        """Left to the audit."""

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            bundle = self.path / "bundle"
            export_community(self.real.installation, COMMUNITY, bundle)
            report = audit(bundle)
            assert report.faults == [], report.text()
            assert not [said for said in report.not_checked if "recounted" in said]
            assert verify(bundle) == [], "a second verifier, which knows the page of the format alone"
            super().teardown()
        finally:
            self.real.installation.close()
            self.folder.close()


TestRealCommunity = RealCommunity.TestCase
TestRealCommunity.settings = settings(
    max_examples=25,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),  # to make a failing case smaller takes minutes; ask for it by hand
)
