"""An audit can tell what happened in each canvas, from the bundle alone, and shows no word that the bundle does not open."""

import shutil

from folkmoot.audit import audit
from folkmoot.audit.history import MOST, History, lines
from folkmoot.bundle import Bundle
from folkmoot.domain.proposing import BeginProposal
from folkmoot.events.canvas import CanvasOpened
from folkmoot.events.decision import Called, Tallied
from folkmoot.events.entry import read
from tests.audit.conftest import Fresh
from tests.audit.town import ENTRIES, Town
from tests.rules.given import SAID, founded


def _index(town: Town, kind: type) -> int:
    leaves = Bundle(town.bundle).leaves(0, 2 * ENTRIES)
    return next(entry.i for entry in map(read, leaves) if isinstance(entry.fact(), kind))


def test_what_happened_is_told_in_order_with_the_entries_that_say_so_and_what_was_chosen(town: Town) -> None:
    report = audit(town.bundle, town.key, history=True)
    assert report.ok
    told = "\n".join(report.history)
    steps = [
        f"The canvas was opened: “Where do we cross the road?” (entry {_index(town, CanvasOpened)})",
        f"A decision was called, by approval, for which 5 ballots were needed: “Which?” (entry {_index(town, Called)})",
        f"It was decided: a: “A zebra crossing” (entry {_index(town, Tallied)})",
        "The decision was looked at again: stands",
        "30 people took part and brought",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "What happened:" in report.text()


def test_nothing_is_told_unless_it_is_asked_for(town: Town) -> None:
    assert audit(town.bundle, town.key).history == []


def test_without_the_words_the_same_is_told_and_no_word_is_shown(fresh: Fresh, town: Town) -> None:
    bundle = fresh()
    shutil.rmtree(bundle / "words")
    told = audit(bundle, town.key, history=True).history
    assert any("It was decided: a (entry" in line for line in told)
    assert not any("road" in line or "zebra" in line for line in told)


def test_words_that_are_not_in_the_bundle_any_more_are_not_told(town: Town) -> None:
    told = "\n".join(audit(town.bundle, town.key, history=True).history)
    assert town.hidden.payload not in told


def test_a_long_history_is_told_up_to_its_limit_and_the_rest_is_counted() -> None:
    world = founded()
    canvas = world.canvas()
    ana = world.person(canvas)
    for _ in range(MOST):
        world.when(ana, BeginProposal(canvas=canvas, **(SAID | {"text": "A rail."})))
    history = History()
    for entry in world.entries:
        history.take(entry, entry.fact())
    line = history.canvases[canvas]
    assert len(line.happenings) == MOST
    assert line.more == 1 + 2 * MOST - MOST
    assert f"  and {line.more} more" in list(lines(history, {}))
