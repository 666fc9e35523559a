"""The journeys as they are told are the journeys as they are walked."""

import re
from pathlib import Path

HERE = Path(__file__).parent
TOLD = (HERE / "README.md").read_text()


def test_every_picture_that_a_journey_makes_is_told_and_every_one_that_is_told_is_there() -> None:
    made = {name for path in HERE.glob("test_*.py") for name in re.findall(r'picture\("([\w-]+)"', path.read_text())}
    told = re.findall(r"!\[[^\]]+\]\(pictures/([\w-]+)\.jpg\)", TOLD)
    assert len(told) == len(set(told))
    assert set(told) == made == {path.stem for path in (HERE / "pictures").glob("*.jpg")}


def test_the_pictures_of_a_journey_are_told_in_the_order_in_which_they_are_made() -> None:
    for who in ("resident", "facilitator", "officer", "overseer"):
        numbers = [int(number) for number in re.findall(rf"pictures/{who}-(\d+)-", TOLD)]
        assert numbers == list(range(1, len(numbers) + 1)), who
        walked = [int(number) for number in re.findall(rf'picture\("{who}-(\d+)-', (HERE / f"test_{who}.py").read_text())]
        assert walked == sorted(walked), who


def test_every_journey_is_walked_by_keyboard_without_scripts_and_by_touch_with_them() -> None:
    for who in ("resident", "facilitator", "officer", "overseer"):
        assert '"how", ["keyboard, no scripts", "touch and scripts"]' in (HERE / f"test_{who}.py").read_text()
