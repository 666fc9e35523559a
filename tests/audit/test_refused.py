"""What the rules would have refused is a fault where it stands, whoever signed for it."""

import pytest

from folkmoot.audit.kinds import LAWS
from tests.audit import (
    forged_alternatives,
    forged_attaching,
    forged_calling,
    forged_care,
    forged_decisions,
    forged_duties,
    forged_meetings,
    forged_papers,
    forged_people,
    forged_plugins,
    forged_proposals,
    forged_rules,
    forged_themes,
    forged_topics,
    forged_views,
)
from tests.audit.forged_decisions import told_calls
from tests.audit.forging import broken, small

FORGED = forged_rules.FORGED | forged_people.FORGED | forged_decisions.FORGED
FORGED |= forged_duties.FORGED | forged_meetings.FORGED | forged_themes.FORGED
FORGED |= forged_topics.FORGED | forged_plugins.FORGED
FORGED |= forged_calling.FORGED
FORGED |= forged_care.FORGED
FORGED |= forged_alternatives.FORGED
FORGED |= forged_attaching.FORGED
FORGED |= forged_proposals.FORGED
FORGED |= forged_views.FORGED
FORGED |= forged_papers.FORGED


def test_what_the_small_town_did_is_no_fault() -> None:
    assert broken(small()) == (-1, "")


@pytest.mark.parametrize("what", FORGED)
def test_it_is_a_fault(what: str) -> None:
    forge, sentence = FORGED[what]
    world = small()
    forge(world)
    index, fault = broken(world)
    assert index == len(world.entries) - 1, f"entry {index} of {len(world.entries)}: {fault}"
    assert sentence in fault


def test_words_are_called_on_when_their_author_was_told_in_time() -> None:
    world = small()
    told_calls(2)(world)
    assert broken(world) == (-1, "")


def test_every_kind_has_something_forged() -> None:
    forged = set()
    for forge, _ in FORGED.values():
        world = small()
        forge(world)
        forged.add(type(world.entries[-1].fact()))
    judged_alike = {"CharterAdopted", "Continued"}
    assert {kind.__name__ for kind in LAWS} - {kind.__name__ for kind in forged} == judged_alike
