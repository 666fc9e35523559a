"""With a plugin enabled, what every community can do still works; where it is not enabled nothing of it runs; replay needs none."""

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from folkmoot.audit import audit
from folkmoot.bundle import Bundle, export_community
from folkmoot.dispatch import Dispatcher
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.participant import Join
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.installation import HOUSE, Installation
from folkmoot.kit.methods import ballots_of
from folkmoot.moot import Author
from folkmoot.plugin.examples import EXAMPLES
from folkmoot.record.ids import new_id
from folkmoot.replay import replay
from folkmoot.settings import Settings

ON, OFF = "elm", "oak"
"""Short names of two communities: the plugin is enabled in the first alone."""


def probe(key: str) -> dict[str, Any]:
    """Sentences on what does not work with the plugin, in two communities of a throw-away installation."""
    with tempfile.TemporaryDirectory(prefix="folkmoot-check-") as folder:
        home = Path(folder) / "data"
        Installation.create(home, Settings(plugins=tuple({key, "approval"})))
        with closing(Installation(home)) as installation:
            wrong = _lived(installation, key)
            wrong += _apart(installation, key)
            digest = _published(installation, Path(folder) / "bundle", wrong)
        with closing(Installation(home, safe=True)) as safe:
            safe.start()
            again = _published(safe, Path(folder) / "without", wrong)
        if digest != again:
            wrong.append("The state of the record is another one without the plugin; replay may never need it.")
    return {"wrong": wrong}


def _lived(installation: Installation, key: str) -> list[str]:
    """A story, and a decision by each way that the plugin brings."""
    plugin = installation.plugins.plugins[key]
    for community in (ON, OFF):
        installation.found(community, community.title(), "We listen.", "Clerk")
    installation.start()
    on = installation.plugging.enabled(ON)
    moot = installation.moot(ON)
    if key not in on:
        moot.do(EnablePlugin(**installation.plugging.wanted(plugin)), HOUSE)
    canvas = moot.do(OpenCanvas(question="What next?", promise="We answer.", level="involve"), HOUSE).made
    people = [Author(new_id("p_"), f"person {n}") for n in range(5)]
    for person in people:
        moot.do(Join(canvas=canvas), person)
    notice: dict[str, Any] = {"notice": "check/1", "notice_text": "We show your words.", "notice_lang": "en"}
    moot.do(Contribute(canvas=canvas, kind="story", text="It rained in.", publish=True, **notice), people[0])
    for name, way in plugin.manifest.ways.items():
        options = Choice(text="A bench"), Choice(text="A tree")
        decision = moot.do(CallDecision(canvas=canvas, question="Which?", options=options, method=name), HOUSE).made
        moot.do(OpenDecision(decision=decision), HOUSE)
        for person, choice in zip(people, ballots_of(way, ("a", "b"), len(people)).values(), strict=True):
            moot.do(CastBallot(decision=decision, choice=choice), person)
        moot.do(CloseDecision(decision=decision), HOUSE)
    return []


def _apart(installation: Installation, key: str) -> list[str]:
    """Which places reach the plugin in the community that did not enable it."""
    plugin, asked = installation.plugins.plugins[key], []
    dispatcher = installation.plugging.dispatcher
    kept = Dispatcher.ask

    def counted(self: Dispatcher, place: str, ctx: Any, about: Any) -> Any:
        asked.append((ctx.community, ctx.plugin, place))
        return kept(self, place, ctx, about)

    Dispatcher.ask = counted  # type: ignore[method-assign,assignment]  # of this process alone, which is about to end
    try:
        for place in (place for place in plugin.places if place in EXAMPLES):
            installation.plugging.ask(OFF, place, EXAMPLES[place])
    finally:
        Dispatcher.ask = kept  # type: ignore[method-assign]
    dispatcher.close()
    return [f"It is asked at {place} in a community that did not enable it." for community, who, place in asked if who == key]


def _published(installation: Installation, out: Path, wrong: list[str]) -> str:
    installation.publishing.now(ON)
    export_community(installation, ON, out)
    report = audit(out)
    wrong += [f"The record does not audit clean: entry {at}: {said}" for at, said in report.faults]
    bundle = Bundle(out)
    return replay(bundle.leaves(0, bundle.claimed().size)).digest
