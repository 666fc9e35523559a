"""The largest conversation, killed again and again while it comes in, ends like one that was left alone."""

import random
from collections import Counter
from pathlib import Path

import pytest

from folkmoot.installation import Installation
from tests.imports.test_polis import _killed_after, counting, entries, imported, published, take


@pytest.mark.slow
def test_the_largest_conversation_killed_at_random_moments_ends_with_every_row_once(
    installation: Installation, conversations: Path
) -> None:
    folder = conversations / "vtaiwan.uberx"
    installation.close()
    chance = random.Random(20261122)
    for _ in range(12):
        _killed_after(chance.randrange(1, 60), installation.home, folder)
    again = Installation(installation.home)
    try:
        report = take(again, folder)
        assert (report.votes, report.counting, report.skipped) == (49_997, 49_443, {})
        kinds = Counter(entry.type for entry in imported(again))
        assert (kinds["response.given"], kinds["participant.joined"]) == (49_997, report.people)
        assert counting(again) == published(folder)
        assert [entry.i for entry in entries(again)] == list(range(again.store.head("polis").size))
    finally:
        again.close()
