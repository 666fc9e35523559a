"""A way to decide that a plugin brings is chosen, voted by and counted like any other, in the words of the plugin."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from tests.plugins.planted import found_in, plant
from tests.services.browser import Site, serving
from tests.services.reading import followed, press, words
from tests.services.town import ASH, Town

FIRST = '''
from collections import Counter
from folkmoot.plugin import Method, Outcome, Refused, join


class First:
    """The option that most people choose."""

    name, version = "first", "1.0.0"

    def check(self, choice, options, params):
        if choice not in options:
            raise Refused("Choose one of the options.")

    def check_params(self, params, options):
        if params:
            raise Refused("This way to decide has no settings.")

    def tally(self, ballots, options, params):
        counts = Counter(ballots.values())
        most = max(counts.values(), default=0)
        best = [option for option in options if most and counts[option] == most]
        return Outcome(chosen=tuple(best) if len(best) == 1 else (), counts={option: counts[option] for option in options})


@join
def decision_methods():
    return [First()]
'''
WORDS = """[ways.first]
ballot = "one"

[ways.first.words.en]
title = "One choice"
help = "Choose one. The option that most people choose wins."
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("plugins")
        plant(folder, "first", FIRST, 'places = ["decision_methods"]\nmay = ["count"]', WORDS)
        found_in(folder, patch)
        with closing(Town.build(tmp_path_factory.mktemp("town") / "data")) as built:
            followed(built.installation, ASH)
            yield built


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def test_it_is_chosen_voted_by_and_counted(town: Town, site: Site) -> None:
    officer = site.browser(town.ash.staff["officer"])
    page = officer.get(f"/c/{ASH}/canvas/{town.ash.canvas}/call-decision")
    assert "One choice" in words(page)
    filled = {"question": "What comes first?", "option": ["A bench", "A tree"], "method": "first", "quorum": "1"}
    called = press(officer, page, "/call-decision", **filled)
    assert "One choice. Choose one. The option that most people choose wins." in words(called)
    path = called.url.path
    press(officer, called, "/open")
    anna = site.browser(town.ash.anna.session)
    ballot = anna.get(path)
    assert 'type="radio"' in ballot.text
    assert "Choose one option." in words(press(anna, ballot, "/ballot"))
    cast = press(anna, ballot, "/ballot", choice="b")
    assert "Your ballot is in" in words(cast)
    assert 'value="b" checked' in cast.text
    result = press(officer, officer.get(path), "/close")
    assert "A tree" in words(result)
    assert "first 1.0.0" in words(result)


def test_what_is_not_enabled_any_more_is_not_offered_and_refused(town: Town, site: Site) -> None:
    town.do(ASH, DisablePlugin(plugin="first", reason="Too simple."))
    followed(town.installation, ASH)
    officer = site.browser(town.ash.staff["officer"])
    page = officer.get(f"/c/{ASH}/canvas/{town.ash.canvas}/call-decision")
    assert "One choice" not in words(page)
    filled = {"question": "What comes first?", "option": ["A bench", "A tree"], "method": "first", "quorum": "1"}
    assert "not enabled here" in words(press(officer, page, "/call-decision", **filled))
    plugging = town.installation.plugging
    town.do(ASH, EnablePlugin(**plugging.wanted(town.installation.plugins.plugins["first"])))
