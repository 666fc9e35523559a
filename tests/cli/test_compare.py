"""What changed between two moments is said from a bundle alone, with the entries that say so."""

import json
from pathlib import Path

import pytest

from folkmoot.bundle import export_community
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.installation import HOUSE, Installation
from folkmoot.settings import Settings
from tests.cli.test_refusals import refused, run


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A bundle, and the index of the entry that opens its only canvas."""
    folder = tmp_path_factory.mktemp("compare")
    Installation.create(folder / "home", Settings(host="talk.example.org"))
    installation = Installation(folder / "home")
    installation.found("elm", "Elm Street", "We listen.", "Steward")
    opening = OpenCanvas(question="What next?", promise="We answer.", level="involve")
    opened = installation.moot("elm").do(opening, HOUSE, via="house").first
    export_community(installation, "elm", folder / "bundle")
    installation.close()
    return folder / "bundle", opened


def test_the_entries_between_two_numbers_are_counted_by_kind(bundle: tuple[Path, int]) -> None:
    folder, opened = bundle
    code, told, _ = run("compare", folder, opened, opened)
    assert code == 0
    assert f"1 entries, {opened} to {opened}," in told
    assert f"1 canvas.opened (involve): entry {opened}" in told
    code, told, _ = run("compare", folder, 0, opened - 1)
    assert "canvas.opened" not in told
    assert "charter.adopted: entry" in told


def test_days_are_both_included_and_a_machine_may_read_the_answer(bundle: tuple[Path, int]) -> None:
    folder, opened = bundle
    _, told, _ = run("compare", folder, "2020", "2999", "--json")
    found = json.loads(told)
    assert found["start"] == 0
    assert found["entries"] == found["stop"] > opened
    assert [line["i"] for group in found["groups"] if group["kind"] == "canvas.opened" for line in group["lines"]] == [opened]
    _, told, _ = run("compare", folder, "2020-01-01", "2020-12-31")
    assert "no entry between" in told


def test_what_is_no_moment_is_refused(bundle: tuple[Path, int]) -> None:
    assert "neither a number" in refused("compare", bundle[0], "yesterday", "2026")
    assert "choose a number" in refused("compare", bundle[0], "0", "999999")
