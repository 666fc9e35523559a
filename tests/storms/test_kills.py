"""A process killed at any moment loses nothing that it acknowledged."""

from pathlib import Path

from tests.storms.kills import storm


def test_twenty_kills_lose_nothing_acknowledged_and_double_nothing(tmp_path: Path) -> None:
    acknowledged, wrong = storm(kills=20, seed=7, folder=tmp_path)
    assert wrong == []
    assert acknowledged > 20
