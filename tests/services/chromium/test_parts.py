"""The parts that all pages are made of can be read, reached and used by everybody, however they look at them."""

import gzip
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from folkmoot_web.files import FOLDER as STATIC
from folkmoot_web.rendering import FOLDER as TEMPLATES
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, focused, left_edge, space_text, stops, tab_to, targets_below, wider_than_the_page
from tests.services.chromium.specimen import served

STYLE = Path(__file__).parents[3] / "services" / "web" / "style"


@pytest.fixture(scope="module")
def specimen() -> Iterator[str]:
    """The address of the page with every part."""
    with served() as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/en", "/ur", "/en?wrong", "/ur?wrong", "/en?long"])
def test_the_parts_have_no_fault_that_can_be_found_at_either_width_in_either_direction(
    chromium: Page, specimen: str, path: str
) -> None:
    chromium.goto(specimen + path)
    assert axe(chromium) == []
    assert wider_than_the_page(chromium) == []
    assert targets_below(chromium, 44) == []


@pytest.mark.browser
def test_the_parts_can_be_read_in_the_dark(open_page: OpenPage, specimen: str) -> None:
    page = open_page(color_scheme="dark")
    page.goto(specimen + "/en?wrong")
    assert axe(page) == []


@pytest.mark.browser
def test_wider_set_text_still_fits(chromium: Page, specimen: str) -> None:
    chromium.goto(specimen + "/en")
    space_text(chromium)
    assert wider_than_the_page(chromium) == []


@pytest.mark.browser
def test_every_stop_of_the_tab_key_shows_and_nothing_lies_over_it(chromium: Page, specimen: str) -> None:
    chromium.goto(specimen + "/en")
    found = stops(chromium)
    assert found[0]["name"] == "Skip to what this page is about"
    assert [stop for stop in found if not stop["ring"] or not stop["seen"]] == []
    assert [stop for stop in found if not stop["name"]] == []


@pytest.mark.browser
def test_the_focus_shows_in_colours_that_the_system_chose(open_page: OpenPage, specimen: str) -> None:
    page = open_page(forced_colors="active")
    page.goto(specimen + "/en")
    assert [stop for stop in stops(page) if not stop["ring"]] == []


@pytest.mark.browser
def test_the_skip_link_leads_to_the_main_part(chromium: Page, specimen: str) -> None:
    chromium.goto(specimen + "/en")
    tab_to(chromium, "Skip to what this page is about")
    chromium.keyboard.press("Enter")
    here = focused(chromium)
    assert here
    assert here["id"] == "main"


@pytest.mark.browser
def test_after_a_mistake_the_focus_is_on_what_went_wrong_and_leads_to_the_field_without_scripts(
    open_page: OpenPage, specimen: str
) -> None:
    page = open_page(javascript=False)
    page.goto(specimen + "/en?wrong")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    tab_to(page, "Write your story first.", most=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "words"
    assert page.get_by_label("Your story").get_attribute("aria-invalid") == "true"


@pytest.mark.browser
def test_without_scripts_every_choice_can_be_made_by_keyboard(open_page: OpenPage, specimen: str) -> None:
    page = open_page(width=320, javascript=False)
    page.goto(specimen + "/en")
    tab_to(page, "How this was counted")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Each ballot counts once")).to_be_visible()
    tab_to(page, "No name")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="A made-up name").is_checked()
    tab_to(page, "Show my words")
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox", name="Show my words on this website").is_checked()
    tab_to(page, "Send my story")
    expect(page.get_by_text("Up to 3000 characters.")).to_be_visible()


@pytest.mark.browser
def test_the_answers_are_named_with_the_statement_and_say_which_was_given(chromium: Page, specimen: str) -> None:
    chromium.goto(specimen + "/en")
    agree, disagree = (re.compile(rf"^{word} ?: The yard behind the garage should .* evening\.$") for word in ("Agree", "Disagree"))
    assert chromium.get_by_role("button", name=agree, pressed=True).count() == 1
    assert chromium.get_by_role("button", name=disagree, pressed=False).count() == 1


@pytest.mark.browser
def test_pages_from_right_to_left_stand_the_other_way_round(open_page: OpenPage, specimen: str) -> None:
    page = open_page()
    radio, text, fault = ".choice input", ".choice label span", ".field.faulty"
    for path, mirrored in (("/en?wrong", False), ("/ur?wrong", True)):
        page.goto(specimen + path)
        assert (left_edge(page, radio) > left_edge(page, text)) is mirrored
        assert (left_edge(page, ".bar rect.agree") > left_edge(page, ".bar rect.disagree")) is mirrored
        assert (left_edge(page, "main") > left_edge(page, "aside")) is mirrored
        side = "right" if mirrored else "left"
        assert page.eval_on_selector(fault, f"e => parseFloat(getComputedStyle(e)['border-{side}-width'])") == 4


@pytest.mark.browser
def test_what_others_wrote_is_marked_with_its_language_and_direction(open_page: OpenPage, specimen: str) -> None:
    page = open_page()
    page.goto(specimen + "/en")
    words = page.locator(".card.idea .words")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("ur", "rtl")
    assert page.locator(".card.question .words").get_attribute("lang") == ""


@pytest.mark.browser
def test_a_page_breaks_no_rule_of_its_own_policy_and_asks_nobody_else(open_page: OpenPage, specimen: str) -> None:
    page = open_page(bypass_csp=False)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.goto(specimen + "/en", wait_until="networkidle")
    assert said == []
    assert [url for url in asked if not url.startswith(specimen)] == []
    assert len(asked) <= 6
    assert page.eval_on_selector(".head", "e => getComputedStyle(e).backgroundColor") == "rgb(18, 63, 53)"


@pytest.mark.browser
def test_the_characters_left_are_counted_as_people_see_them(open_page: OpenPage, specimen: str) -> None:
    page = open_page()
    page.goto(specimen + "/en")
    page.get_by_label("Your story").fill("light 💡")
    assert page.locator("#words-count").inner_text() == "Characters left: 2993"


@pytest.mark.browser
def test_on_paper_there_are_the_words_and_not_the_ways(open_page: OpenPage, specimen: str) -> None:
    page = open_page()
    page.goto(specimen + "/en")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    assert not any(page.locator(part).first.is_visible() for part in (".ways", ".tongues", ".crumbs", ".buttons", ".answer"))


def test_the_style_sheet_is_what_its_sources_give_and_is_small() -> None:
    spec = importlib.util.spec_from_file_location("build", STYLE / "build.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    css = (STATIC / "folkmoot.css").read_text()
    assert css == build.built(), "run services/web/style/build.py"
    assert len(gzip.compress(css.encode())) <= 15_000
    assert "url(" not in css


def test_the_parts_say_nothing_that_cannot_be_translated() -> None:
    for path in [TEMPLATES / "base.html", *(TEMPLATES / "parts").glob("*.html")]:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)
        said = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]+)"', text)
        said += re.findall(r"[^\W\d_]{2,}", re.sub(r'<[^>]*>| [\w-]+="[^"]*"', " ", text))
        assert [word for word in said if word != "Folkmoot"] == [], path.name
        assert " style=" not in text
