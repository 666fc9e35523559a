"""A reader finds somebody's words in a language of theirs, with who stands behind them, and the original one click away."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from folkmoot.domain.contributing import Contribute, GiveConsent
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.events.ground import Purpose
from folkmoot.moot import Author
from tests.plugins.planted import found_in, plant
from tests.services.browser import Site, serving
from tests.services.reading import followed, form, press, words
from tests.services.town import ASH, NOTICE, Town

ENGINE = """
from folkmoot.plugin import Alternative, Aloud, Asking, Sound, Source, join


@join
def make_alternative(ctx: Asking, asked: Source) -> Alternative:
    return Alternative(text="<b>" + asked.text.upper() + "</b>", title=asked.title.upper(), engine="mirror/1", missed=2)


@join
def speak(ctx: Asking, asked: Aloud) -> Sound:
    return Sound(file=b"RIFF" + asked.text.encode())
"""
MANIFEST = 'places = ["make_alternative", "speak"]\nmay = ["read-allowed", "read-public"]'
REST = """[alternatives.translation]
needs = ["translate"]

[purposes.outside.words.en]
title = "Let a company <read> it"
help = "The company is in another town."
"""


class Speaking(Town):
    """A town whose communities speak English and Polish."""

    def found(self, name: str) -> None:
        self.installation.found(name, name.title(), "We listen before we answer.", "Steward", languages=("en", "pl"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("plugins")
        plant(folder, "mirror", ENGINE, lines=MANIFEST, rest=REST)
        found_in(folder, patch)
        with closing(Speaking.build(tmp_path_factory.mktemp("town") / "data")) as built:
            plugin = built.installation.plugins.plugins["mirror"]
            built.do(ASH, EnablePlugin(**built.installation.plugging.wanted(plugin)))
            yield built


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def story(town: Town, *uses: Purpose, kind: str = "story") -> str:
    """The address of something that anna brought in public."""
    anna = Author(town.ash.anna.pseudonym, town.ash.anna.person)
    brought = Contribute(canvas=town.ash.canvas, kind=kind, text="The gate bangs at night.", lang="en", publish=True, **NOTICE)  # type: ignore[arg-type]
    made = town.do(ASH, brought, anna)
    if uses:
        town.do(ASH, GiveConsent(contribution=made, purposes=uses, **NOTICE), anna)
        made_of(town)
    followed(town.installation, ASH)
    return f"/c/{ASH}/contribution/{made}"


def made_of(town: Town) -> None:
    """Wait until nothing waits to be made."""
    end, making = time.monotonic() + 20, town.installation.making
    while making._seen.get((ASH, "mirror")) != town.installation.store.head(ASH).size or making.jobs.waiting(ASH, "mirror")[0]:
        assert time.monotonic() < end, "it was not made"
        time.sleep(0.02)


def test_a_reader_gets_the_translation_its_label_in_words_and_the_original(town: Town, site: Site) -> None:
    path = story(town, "translate")
    page = site.browser().get(path, params={"lang": "pl"})
    assert "<B>THE GATE" not in page.text
    assert "&lt;b&gt;THE GATE BANGS AT NIGHT.&lt;/b&gt;" in page.text
    assert 'lang="pl"' in page.text
    assert "The gate bangs at night." in words(page)
    english = words(site.browser().get(path))
    assert english.index("The gate bangs at night.") < english.index("THE GATE BANGS")
    assert "Translated from English by a computer. Nobody has checked it. It did not know 2 words." in english


def test_without_consent_to_a_translation_there_is_none(town: Town, site: Site) -> None:
    assert "THE GATE" not in site.browser().get(story(town)).text


def test_a_use_that_a_plugin_asks_for_stands_beside_the_others_and_is_given_and_taken_back_alike(town: Town, site: Site) -> None:
    path = story(town)
    anna = site.browser(town.ash.anna.session)
    page = anna.get(f"{path}/consent")
    assert "Let a company <read> it" in words(page)
    assert "The company is in another town." in words(page)
    ticked = [value for name, value in form(page, "/consent")["ticked"] if name == "purposes"]
    assert "mirror/outside" not in ticked
    press(anna, page, "/consent", purposes=["publish", "mirror/outside"])
    page = anna.get(f"{path}/consent")
    assert ("purposes", "mirror/outside") in form(page, "/consent")["ticked"]
    press(anna, page, "/consent", purposes=["publish"])
    assert ("purposes", "mirror/outside") not in form(anna.get(f"{path}/consent"), "/consent")["ticked"]


def test_a_use_that_nobody_asks_for_is_refused_in_a_sentence(town: Town, site: Site) -> None:
    path = story(town)
    anna = site.browser(town.ash.anna.session)
    answer = press(anna, anna.get(f"{path}/consent"), "/consent", purposes=["publish", "mirror/other"])
    assert answer.status_code == 422
    assert "not asked for here any more" in words(answer)


def test_what_people_vote_on_is_shown_in_another_language_once_an_office_has_checked_it(town: Town, site: Site) -> None:
    path = story(town, "translate", kind="statement")
    assert "THE GATE" not in site.browser().get(path).text
    facilitator = site.browser(town.ash.staff["facilitator"])
    seen = facilitator.get(path)
    assert "Waiting for somebody to check" in words(seen)
    page = facilitator.get(f"{path}/in-other-words", params={"kind": "translation", "into": "pl"})
    assert '<html lang="en"' in page.text, "the language of the words is not that of the page"
    assert "THE GATE BANGS" in form(page, "/in-other-words")["fields"]["text"]
    done = press(facilitator, page, "/in-other-words", text="Furtka trzaska w nocy.", lang="pl", kind="translation")
    assert done.status_code == 200, words(done)
    followed(town.installation, ASH)
    shown = site.browser().get(path)
    assert "Furtka trzaska w nocy." in words(shown)
    assert "An office has checked it." in words(shown)
    press(facilitator, facilitator.get(f"{path}/in-other-words", params={"into": "pl"}), "/in-other-words/end")
    followed(town.installation, ASH)
    assert "Furtka trzaska w nocy." not in words(site.browser().get(path))


def test_only_an_officer_is_asked_whether_the_council_stands_behind_it(town: Town, site: Site) -> None:
    path = story(town, "translate")
    officer = site.browser(town.ash.staff["officer"])
    page = officer.get(f"{path}/in-other-words", params={"into": "pl"})
    press(officer, page, "/in-other-words", text="Furtka trzaska.", lang="pl", kind="translation", official="true")
    followed(town.installation, ASH)
    assert "The council stands behind this translation." in words(site.browser().get(path))
    other = site.browser(town.ash.staff["facilitator"]).get(f"{path}/in-other-words")
    assert "Does the council stand behind it?" not in words(other)


def test_an_author_says_it_in_easy_words_and_a_stranger_does_not(town: Town, site: Site) -> None:
    path = story(town)
    anna = site.browser(town.ash.anna.session)
    page = anna.get(f"{path}/in-other-words", params={"kind": "easy-read", "into": "en"})
    assert press(anna, page, "/in-other-words", kind="easy-read", lang="en", text="The gate is loud.").status_code == 200
    followed(town.installation, ASH)
    assert "In easy words, by the person who wrote it." in words(site.browser().get(path))
    assert site.browser(town.ash.bela.session).get(f"{path}/in-other-words").status_code in (403, 404)


def test_what_was_typed_is_kept_when_it_is_refused(town: Town, site: Site) -> None:
    path = story(town)
    anna = site.browser(town.ash.anna.session)
    page = anna.get(f"{path}/in-other-words")
    answer = press(anna, page, "/in-other-words", kind="translation", lang="en", text="I kept this.")
    assert answer.status_code == 422
    assert "in this language already" in words(answer)
    assert "I kept this." in answer.text


def test_public_words_are_read_aloud_and_nothing_of_it_is_kept(town: Town, site: Site) -> None:
    path = story(town)
    assert "Listen to these words" in words(site.browser().get(path))
    sound = site.browser().get(f"{path}/aloud")
    assert sound.content == b"RIFFThe gate bangs at night."
    assert sound.headers["content-type"] == "audio/wav"
    assert sound.headers["cache-control"] == "no-store"


def test_what_is_private_is_not_read_aloud(town: Town, site: Site) -> None:
    answer = site.browser(town.ash.anna.session).get(f"/c/{ASH}/contribution/{town.ash.anna.contribution}/aloud")
    assert answer.status_code == 404
    assert "cannot be read aloud" in words(answer)


def test_a_search_in_the_other_language_finds_it(town: Town, site: Site) -> None:
    path = story(town, "translate")
    found = site.browser().get(f"/c/{ASH}/search", params={"q": "THE GATE BANGS"})
    assert path in found.text
