"""What the rules would have refused is a fault to the second verifier too, and what they took is none."""

from pathlib import Path

import pytest

from folkmoot.events.entry import write
from tests.audit.forging import small
from tests.audit.test_refused import FORGED
from tests.rules.given import World
from tests.second_verifier.following import Following


def faulty(world: World) -> set[object]:
    """Places of the faults in the entries of a world; what has to come after the last one is none."""
    found = Following(Path())
    for place, entry in enumerate(world.entries):
        found.take(place, write(entry))
    return {place for place, _ in found.faults}


def test_what_the_small_town_did_is_no_fault() -> None:
    assert faulty(small()) == set()


@pytest.mark.parametrize("what", FORGED)
def test_it_is_a_fault_where_it_stands(what: str) -> None:
    world = small()
    FORGED[what][0](world)
    assert faulty(world) == {len(world.entries) - 1}
