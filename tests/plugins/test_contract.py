"""The contract has no place that nobody joins, and the page for authors says of each place what is so."""

import re
from pathlib import Path

import pytest

from folkmoot.dispatch import load
from folkmoot.kit import reference
from folkmoot.plugin import PLACES
from folkmoot.plugin.manifest import MAY

ROOT = Path(__file__).parents[2]
WHERE = {"start": "at the start", "here": "in the server, {seconds:g} s", "apart": "apart, {seconds:g} s"}


def documented() -> dict[str, tuple[str, str]]:
    """Place -> where it runs and what it needs, as the page for authors has it."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \| ([^|]*?) ?\|$", (ROOT / "plugins" / "README.md").read_text(), re.MULTILINE)
    return {name: (where, needs.strip("` ")) for name, where, needs in rows}


@pytest.mark.parametrize("name", PLACES)
def test_a_plugin_of_ours_joins_every_place(name: str) -> None:
    assert [key for key, plugin in load().plugins.items() if name in plugin.places]


@pytest.mark.parametrize("name", PLACES)
def test_the_page_for_authors_says_where_a_place_runs_and_what_it_needs(name: str) -> None:
    place = PLACES[name]
    assert documented()[name] == (WHERE[place.runs].format(seconds=place.seconds), place.needs or "")


def test_the_page_for_authors_names_no_place_that_is_none() -> None:
    assert set(documented()) == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_says_in_a_sentence_what_it_is_for(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*[.]( [A-Z][^\n]*[.])*", PLACES[name].said)


def test_the_reference_is_what_the_contract_says() -> None:
    written = (ROOT / "plugins" / "places.md").read_text(encoding="utf-8")
    assert written == reference(), "write it anew: folkmoot plugin places > plugins/places.md"


@pytest.mark.parametrize("one", MAY)
def test_everything_that_can_be_granted_is_used_by_a_plugin_of_ours(one: str) -> None:
    assert [key for key, plugin in load().plugins.items() if one in plugin.manifest.may]


def test_plugins_of_ours_ask_for_nothing_that_they_do_not_need() -> None:
    for key, plugin in load().plugins.items():
        needed = {PLACES[name].needs for name in plugin.places} | {"network" if plugin.manifest.hosts else None}
        needed |= {"secrets" for field in plugin.fields if field.kind == "secret"}
        needed |= {"programs" if plugin.manifest.programs else None}
        assert set(plugin.manifest.may) == needed - {None}, key
