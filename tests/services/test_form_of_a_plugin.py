"""A plugin brings a form by its manifest alone; what people bring with it is a story like any other, and reads on without it."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from folkmoot.domain.plugin import DisablePlugin, EnablePlugin
from tests.plugins.planted import found_in, plant
from tests.services.browser import Site, serving
from tests.services.reading import followed, press, words
from tests.services.town import ASH, ELM, Town

FORM = """[forms.barrier]
kind = "story"

[forms.barrier.words.en]
title = "Report a barrier"
help = "Something that kept you from taking part."

[forms.barrier.words.pl]
title = "Zgłoś barierę"
help = "Coś, co nie pozwoliło Ci wziąć udziału."

[[forms.barrier.boxes]]
name = "where"
required = true
words.en.title = "Where was it?"
words.pl.title = "Gdzie to było?"

[[forms.barrier.boxes]]
name = "what"
box = "text"
words.en.title = "What <happened>?"

[[forms.barrier.boxes]]
name = "kind"
box = "choice"
words.en.title = "What kind of barrier?"
[[forms.barrier.boxes.choices]]
value = "door"
words.en.title = "A door"
[[forms.barrier.boxes.choices]]
value = "letter"
words.en.title = "A letter"

[[forms.barrier.boxes]]
name = "again"
box = "yes"
words.en.title = "It happened before"
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("plugins")
        plant(folder, "reports", "", rest=FORM)
        found_in(folder, patch)
        with closing(Town.build(tmp_path_factory.mktemp("town") / "data")) as built:
            enable(built)
            yield built


def enable(town: Town) -> None:
    plugging = town.installation.plugging
    town.do(ASH, EnablePlugin(**plugging.wanted(town.installation.plugins.plugins["reports"])))
    followed(town.installation, ASH)


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def path(town: Town) -> str:
    return f"/c/{ASH}/canvas/{town.ash.canvas}"


def test_the_canvas_offers_it_where_it_is_enabled_and_nowhere_else(town: Town, site: Site) -> None:
    reader = site.browser()
    assert "Report a barrier" in words(reader.get(path(town)))
    elm = f"/c/{ELM}/canvas/{town.elm.canvas}"
    assert "Report a barrier" not in words(reader.get(elm))
    assert reader.get(f"{elm}/form/reports/barrier").status_code == 404


def test_what_is_filled_in_becomes_a_story_in_words_that_say_what_was_asked(town: Town, site: Site) -> None:
    somebody = site.browser(town.guest()[1])
    page = somebody.get(f"{path(town)}/form/reports/barrier")
    assert "What <happened>? (if you like)" in words(page)
    filled = {"box-where": "At the hall", "box-kind": "door", "box-again": "yes", "publish": "yes"}
    thanks = press(somebody, page, "/form/reports/barrier", **filled)
    assert thanks.status_code == 200, words(thanks)
    story = somebody.get(thanks.url.path.removesuffix("/thanks"))
    said = words(story)
    for part in ("Report a barrier", "Where was it? At the hall", "What kind of barrier? A door", "It happened before"):
        assert part in said
    assert "Brought with the form: Report a barrier" in said
    assert "happened>?" not in said


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"box-what": "I kept this", "publish": "yes"}, "Fill this in"),
        ({"box-where": "I kept this", "box-kind": "window", "publish": "yes"}, "Choose one of the list"),
        ({"box-where": "I kept this"}, "Say whether we may show your words"),
        ({"box-where": "I kept this", "box-what": "x" * 20_000, "publish": "yes"}, "together they are longer"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(
    town: Town, site: Site, filled: dict[str, str], sentence: str
) -> None:
    somebody = site.browser(town.guest()[1])
    answer = press(somebody, somebody.get(f"{path(town)}/form/reports/barrier"), "/form/reports/barrier", **filled)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "I kept this" in answer.text


def test_it_is_asked_in_the_language_of_the_page_as_far_as_the_plugin_speaks_it(town: Town, site: Site) -> None:
    page = site.browser(town.guest()[1]).get(f"{path(town)}/form/reports/barrier", params={"lang": "pl"})
    assert "Zgłoś barierę" in words(page)
    assert "Gdzie to było?" in words(page)
    assert 'lang="en"' in page.text, "what it does not speak is marked as English"


def test_a_story_reads_on_when_the_plugin_is_gone_and_the_form_is_offered_no_more(town: Town, site: Site) -> None:
    somebody = site.browser(town.guest()[1])
    page = somebody.get(f"{path(town)}/form/reports/barrier")
    filled = {"box-where": "At the gate", "publish": "yes"}
    story = press(somebody, page, "/form/reports/barrier", **filled).url.path.removesuffix("/thanks")
    town.do(ASH, DisablePlugin(plugin="reports", reason="We ask in person."))
    followed(town.installation, ASH)
    gone = town.installation.plugins.plugins.pop("reports")  # type: ignore[attr-defined]  # a dict behind a Mapping
    try:
        assert "Where was it? At the gate" in words(site.browser().get(story))
        assert "/form/reports/barrier" not in site.browser().get(path(town)).text
        late = press(somebody, page, "/form/reports/barrier", **filled)
        assert late.status_code == 404
    finally:
        town.installation.plugins.plugins["reports"] = gone  # type: ignore[index]
        enable(town)
