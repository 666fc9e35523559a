"""Whoever writes for an office can ask how the words could be plainer; nothing is sent, and residents are not offered it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from folkmoot.domain.plugin import EnablePlugin
from tests.plugins.planted import found_in, plant
from tests.services.browser import Site, serving
from tests.services.reading import followed, press, words
from tests.services.town import ASH, ELM, Town

HINTS = """
from folkmoot.plugin import Asking, Draft, Hint, join


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    if "crash" in asked.text:
        raise RuntimeError("no")
    return [Hint(said=f"In {ctx.lang}: <b>shorter</b> {asked.what}, {asked.lang}", about="<i>long</i>")] if "long" in asked.text else []
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("plugins")
        plant(folder, "plain", HINTS, 'places = ["hints"]\nmay = ["read-drafts"]')
        found_in(folder, patch)
        with closing(Town.build(tmp_path_factory.mktemp("town") / "data")) as built:
            installation = built.installation
            built.do(ASH, EnablePlugin(**installation.plugging.wanted(installation.plugins.plugins["plain"])))
            followed(installation, ASH)
            yield built


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


@pytest.fixture(autouse=True)
def rested(town: Town) -> None:
    town.installation.plugging.dispatcher.forgive(ASH, "plain")


def asked(town: Town, site: Site, question: str, **more: str) -> tuple[str, str]:
    """What an officer sees who asks about the question of a decision: words and markup."""
    officer = site.browser(town.ash.staff["officer"])
    page = officer.get(f"/c/{ASH}/canvas/{town.ash.canvas}/call-decision", params={"lang": more.pop("tongue", "en")})
    before = town.installation.store.head(ASH).size
    answer = press(officer, page, "/call-decision", question=question, plainer="question option", **more)
    assert answer.status_code == 200
    assert town.installation.store.head(ASH).size == before, "nothing is sent"
    return words(answer), answer.text


def test_hints_stand_above_the_form_with_what_was_typed_below(town: Town, site: Site) -> None:
    said, markup = asked(town, site, "A long and winding question")
    assert "How it could be plainer" in said
    assert "In en: <b>shorter</b> question, en" in said
    assert "<b>shorter" not in markup
    assert "<i>long" not in markup
    assert "A long and winding question" in said


def test_words_that_are_plain_are_said_to_be_so(town: Town, site: Site) -> None:
    said, _ = asked(town, site, "Trees?")
    assert "Nothing was found that should be plainer" in said


def test_a_plugin_that_fails_is_named_and_the_form_stays(town: Town, site: Site) -> None:
    said, _ = asked(town, site, "crash this")
    assert "plain of a test did not answer." in said
    assert "crash this" in said


def test_residents_and_other_communities_are_not_offered_it(town: Town, site: Site) -> None:
    anna = site.browser(town.ash.anna.session)
    path = f"/canvas/{town.ash.canvas}/call-decision"
    assert 'name="plainer"' not in anna.get(f"/c/{ASH}{path}").text
    officer = site.browser(town.elm.staff["officer"])
    assert 'name="plainer"' not in officer.get(f"/c/{ELM}/canvas/{town.elm.canvas}/call-decision").text
    assert 'name="plainer"' in site.browser(town.ash.staff["officer"]).get(f"/c/{ASH}{path}").text


def test_a_resident_who_sends_the_field_all_the_same_is_taken_at_their_word(town: Town, site: Site) -> None:
    anna = site.browser(town.ash.anna.session)
    page = anna.get(f"/c/{ASH}/canvas/{town.ash.canvas}/call-decision")
    answer = press(anna, page, "/call-decision", question="A long one", plainer="question")
    assert "How it could be plainer" not in words(answer)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("officer", "/canvas/{canvas}/promise"),
        ("steward", "/amend-charter"),
        ("officer", "/open-canvas"),
        ("officer", "/canvas/{canvas}/commit"),
        ("facilitator", "/canvas/{canvas}/rules"),
    ],
)
def test_it_is_offered_where_offices_write_at_length(town: Town, site: Site, role: str, path: str) -> None:
    browser = site.browser(town.ash.staff[role])
    assert 'name="plainer"' in browser.get(f"/c/{ASH}{path.format(canvas=town.ash.canvas)}").text
