"""Somebody whom nobody has to trust takes the record away, checks it by themselves, and looks into what they find."""

import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from folkmoot_web.demo.place import place
from tests.journeys.hand import Hand
from tests.services.chromium.conftest import OpenPage
from tests.services.walking import Walked

pytestmark = pytest.mark.browser

HERE = f"/c/{place().slug}"
DECIDED = "How should the light on the stairs of Blocks B and C work?"
WEEK = 7 * 24 * 3600


def _folkmoot(*words: str | Path) -> tuple[int, str]:
    """What the command of an overseer's own machine answers, with its exit code."""
    command = str(Path(sys.executable).with_name("folkmoot"))
    done = subprocess.run([command, *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("how", ["keyboard, no scripts", "touch and scripts"])
def test_an_overseer_checks_the_record_and_is_told_where_a_byte_was_flipped(
    demonstration: Walked, open_page: OpenPage, tmp_path: Path, how: str
) -> None:
    keyboard = how.startswith("keyboard")
    page = open_page(390, not keyboard, has_touch=True, is_mobile=True, locale="en-GB", bypass_csp=False, accept_downloads=True)
    page.set_default_timeout(15_000)
    page.context.add_cookies([{"name": "folkmoot", "value": demonstration.sessions["overseer"], "url": demonstration.site.origin}])
    vera = Hand(page, demonstration.site.origin, keyboard=keyboard)
    bundle = _takes_it_away(vera, tmp_path)
    _audits(bundle)
    _compares_with_an_earlier_day(vera, bundle)
    _looks_at_what_was_hidden_and_what_is_owed(vera)
    _walks_a_decision_back_to_its_stories(vera)
    _flips_a_byte(bundle)


def _takes_it_away(vera: Hand, folder: Path) -> Path:
    vera.go(HERE)
    vera.press("The record")
    vera.picture("overseer-1-the-record")
    vera.press("Check the record")
    vera.sees("Download the bundle", f"folkmoot audit {place().slug}")
    vera.picture("overseer-2-take-it-away")
    with vera.page.expect_download() as taken:
        vera.reach("Download the bundle")
    taken.value.save_as(folder / "taken.tar.gz")
    with tarfile.open(folder / "taken.tar.gz") as packed:
        packed.extractall(folder, filter="data")
    return folder / place().slug


def _audits(bundle: Path) -> None:
    code, said = _folkmoot("audit", bundle, "--history")
    assert code == 0, said
    assert "All that could be checked holds." in said
    assert "1 of 1 results were counted again from the ballots." in said
    assert "Overdue: the question" in said
    assert "1 contributions and 0 people were erased" in said
    assert f"A decision was called, by approval, for which 12 ballots were needed: “{DECIDED}”" in said


def _compares_with_an_earlier_day(vera: Hand, bundle: Path) -> None:
    before, today = (time.strftime("%Y-%m-%d", time.gmtime(time.time() - weeks * WEEK)) for weeks in (5, 0))
    code, then = _folkmoot("replay", bundle, "--until", before)
    assert code == 0, then
    code, changed = _folkmoot("compare", bundle, before, today)
    assert code == 0, changed
    assert "group_rules.agreed: entry" in changed
    assert "contribution.hidden (personal-data): entry" in changed
    assert "duty.overdue: entry" in changed
    assert "contribution.erased (asked): entry" in changed
    vera.go(f"{HERE}/record")
    vera.press("What changed between two days")
    vera.write("From", before)
    vera.write("To", today)
    vera.press("Show what changed")
    vera.sees("A group agreed its rules", "An answer or a promise was overdue")
    vera.picture("overseer-3-what-changed", at="What happened, and the first entries that say so")


def _looks_at_what_was_hidden_and_what_is_owed(vera: Hand) -> None:
    vera.press("Moderation")
    vera.sees("It says too much about a person")
    vera.picture("overseer-4-hidden-by-reason")
    vera.press("You said, we did")
    vera.sees("Overdue")
    vera.picture("overseer-5-overdue", at="Overdue")


def _walks_a_decision_back_to_its_stories(vera: Hand) -> None:
    vera.press(DECIDED)
    vera.press("Follow the thread")
    vera.sees("What led to this", "Story:")
    vera.picture("overseer-6-back-to-the-stories", at="What led to this")
    vera.press("Who linked this, and why")
    vera.sees("Entry")
    vera.picture("overseer-7-who-linked-it")


def _flips_a_byte(bundle: Path) -> None:
    tile = sorted((bundle / "tile").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)[-1]
    held = bytearray(tile.read_bytes())
    held[len(held) // 2] ^= 1
    tile.write_bytes(held)
    code, said = _folkmoot("audit", bundle)
    assert code == 1, said
    assert "entry" in said, said
