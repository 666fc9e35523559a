"""Everybody reads which plugins run in a community and what each may do; its steward enables, tries, sets up and disables them."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from folkmoot.domain.plugin import SuspendPlugin
from folkmoot.plugin import Draft
from tests.plugins.planted import found_in, plant
from tests.services.browser import Site, serving
from tests.services.reading import followed, press, words
from tests.services.town import ASH, ELM, Town

ECHO = """
from typing import Annotated, Literal
import msgspec
from folkmoot.plugin import Asking, Draft, Health, Hint, Look, Problem, Secret, Settings, Trial, join


class Mine(Settings, frozen=True):
    word: Annotated[str, msgspec.Meta(max_length=20)] = "echo"
    times: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    loud: bool = False
    where: Literal["near", "far"] = "near"
    key: Secret = ""


@join
def settings() -> type[Settings]:
    return Mine


@join
def check_settings(ctx: Asking, asked: Trial) -> list[Problem]:
    if ctx.settings.word == "silence":
        return [Problem(said="Choose a word that <b>sounds</b>.", field="word")]
    if ctx.settings.word == "hang":
        import time
        time.sleep(60)
    return []


@join
def health(ctx: Asking, asked: Look) -> Health:
    return Health(well=True, said=f"I say {ctx.settings.word}, {len(ctx.secrets.get('key', ''))}", waiting=3)


@join
def hints(ctx: Asking, asked: Draft) -> list[Hint]:
    return [Hint(said=f"{ctx.community} {ctx.settings.word}")]
"""
LINES = """places = ["settings", "check_settings", "health", "hints"]
may = ["read-drafts", "secrets", "network"]
hosts = ["echo.example.org:443"]"""
LABELS = "\n".join(
    f'[settings."{name}".en]\ntitle = "The {name}"\nhelp = "What it is for."'
    for name in ("word", "times", "loud", "where", "where.near", "where.far", "key")
)


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("plugins")
    plant(folder, "echo", ECHO, LINES, LABELS)
    plant(folder, "broken", "raise RuntimeError('<i>out of order</i>')")
    found_in(folder, patch)
    home = tmp_path_factory.mktemp("town") / "data"
    with closing(Town.build(home)) as built:
        (home / "secrets" / ASH).mkdir(parents=True)
        (home / "secrets" / ASH / "echo-key").write_text("hunter2\n")
        yield built


@pytest.fixture(scope="module")
def site(town: Town) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


@pytest.fixture(autouse=True)
def enabled(town: Town, site: Site) -> None:
    """Enabled in ash, as installed, whatever the test before did."""
    if "echo" not in town.installation.plugging.enabled(ASH):
        enable(town, site)


def enable(town: Town, site: Site, place: str = ASH) -> None:
    steward = site.browser(getattr(town, place.partition("-")[0]).staff["steward"])
    page = steward.get(f"/c/{place}/plugins/echo")
    answer = press(steward, page, "/plugins/echo/enable", agreed="true")
    assert "What it may do here" in words(answer)


def hints(town: Town, community: str) -> list[str]:
    told = town.installation.plugging.ask(community, "hints", Draft(text="x", lang="en", what="question"))
    return [hint.said for one in told if one.answered for hint in one.answer]


def test_residents_read_what_runs_and_what_it_may_do_and_are_offered_nothing_to_change(town: Town, site: Site) -> None:
    reader = site.browser()
    listed = words(reader.get(f"/c/{ASH}/plugins"))
    assert "echo of a test" in listed
    assert "Approval voting" in listed
    assert "given passwords or keys" in listed
    page = reader.get(f"/c/{ASH}/plugins/echo")
    assert "echo.example.org:443" in page.text
    assert "can reach whatever that server can" in words(page)
    assert "<form" not in page.text.partition("<main")[2]
    assert "set aside" not in listed.casefold()
    assert reader.get(f"/c/{ELM}/plugins/nobody").status_code == 404


def test_a_steward_sees_what_is_installed_what_is_set_aside_and_why(town: Town, site: Site) -> None:
    page = site.browser(town.elm.staff["steward"]).get(f"/c/{ELM}/plugins")
    assert "echo of a test" in words(page)
    assert "<i>out of order</i>" in words(page)
    assert "<i>out" not in page.text


def test_it_is_enabled_in_one_community_and_asked_there_alone_without_a_restart(town: Town, site: Site) -> None:
    assert hints(town, ASH) == [f"{ASH} echo"]
    assert hints(town, ELM) == []
    assert "echo of a test" not in words(site.browser().get(f"/c/{ELM}/plugins"))


def test_nothing_is_enabled_before_the_box_is_ticked_nor_when_what_is_installed_has_changed(town: Town, site: Site) -> None:
    steward = site.browser(town.elm.staff["steward"])
    page = steward.get(f"/c/{ELM}/plugins/echo")
    answer = press(steward, page, "/plugins/echo/enable")
    assert answer.status_code == 422
    assert "Tick the box" in words(answer)
    answer = press(steward, page, "/plugins/echo/enable", agreed="true", code="0" * 64)
    assert answer.status_code == 409
    assert "echo" not in town.installation.plugging.enabled(ELM)


def test_settings_are_tried_and_kept_and_differ_from_those_of_another_community(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    page = steward.get(f"/c/{ASH}/plugins/echo")
    tried = press(steward, page, "/plugins/echo/settings", **{"set-word": "hello", "what": "try"})
    assert "These settings work" in words(tried)
    assert 'value="hello"' in tried.text
    assert hints(town, ASH) == [f"{ASH} echo"]
    kept = press(steward, tried, "/plugins/echo/settings", **{"set-word": "hello", "set-loud": "true", "what": "keep"})
    assert kept.status_code == 200
    assert "These settings work" not in words(kept)
    assert hints(town, ASH) == [f"{ASH} hello"]
    enable(town, site, ELM)
    assert hints(town, ELM) == [f"{ELM} echo"]
    town.installation.plugging.dispatcher.forgive(ELM, "echo")
    elm = site.browser(town.elm.staff["steward"])
    press(elm, elm.get(f"/c/{ELM}/plugins/echo"), "/plugins/echo/disable", reason="Not here.")
    assert hints(town, ELM) == []
    assert hints(town, ASH) == [f"{ASH} hello"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("set-times", "12", "Write a whole number from 1 to 9."),
        ("set-times", "many", "Write a whole number, such as 10."),
        ("set-word", "x" * 21, "Write at most 20 characters."),
        ("set-where", "elsewhere", "Choose one of the list."),
        ("set-key", "hunter2", "Never the secret itself"),
        ("set-word", "silence", "Choose a word that <b>sounds</b>."),
        ("set-key", "file:nothing", "There is no secret called nothing"),
    ],
)
def test_what_cannot_be_set_is_said_at_its_box_and_what_was_typed_stays(
    town: Town, site: Site, field: str, value: str, sentence: str
) -> None:
    steward = site.browser(town.ash.staff["steward"])
    typed = {"set-word": "kept", "what": "keep"} | {field: value}
    answer = press(steward, steward.get(f"/c/{ASH}/plugins/echo"), "/plugins/echo/settings", **typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "<b>sounds" not in answer.text
    if field != "set-word":
        assert 'value="kept"' in answer.text


def test_a_try_that_hangs_is_given_up_and_said_to_be_the_plugins(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    steward.timeout = 30
    page = steward.get(f"/c/{ASH}/plugins/echo")
    answer = press(steward, page, "/plugins/echo/settings", **{"set-word": "hang", "what": "try"})
    assert "echo of a test could not try these settings: it did not answer within 10 seconds" in words(answer)


def test_a_secret_stands_by_its_name_alone_and_the_plugin_gets_its_value(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    page = steward.get(f"/c/{ASH}/plugins/echo")
    press(steward, page, "/plugins/echo/settings", **{"set-word": "hi", "set-key": "file:echo-key", "what": "keep"})
    page = steward.get(f"/c/{ASH}/plugins/echo", params={"health": "true"})
    assert "I say hi, 7" in words(page)
    assert "3 things wait" in words(page)
    assert "hunter2" not in page.text
    at = town.installation.plugging.enabled(ASH)["echo"].settings
    record = steward.get(f"/c/{ASH}/record/{at}")
    assert "file:echo-key" in words(record)
    assert b"hunter2" not in b"".join(town.installation.store.read(ASH, 0, 10_000))


def test_a_plugin_that_is_suspended_says_so_to_everybody_and_a_steward_ends_it(town: Town, site: Site) -> None:
    town.do(ASH, SuspendPlugin(plugin="echo", cause="failing"))
    followed(town.installation, ASH)
    assert hints(town, ASH) == []
    assert "failed again and again" in words(site.browser().get(f"/c/{ASH}/plugins/echo"))
    enable(town, site)
    assert hints(town, ASH) != []


def test_disabling_wants_a_reason_and_is_refused_while_a_vote_is_to_be_counted(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    refused = press(steward, steward.get(f"/c/{ASH}/plugins/echo"), "/plugins/echo/disable", reason=" ")
    assert "Write the reason" in words(refused)
    counting = press(steward, steward.get(f"/c/{ASH}/plugins/approval"), "/plugins/approval/disable", reason="Too coarse for us.")
    assert "It is still needed" in words(counting)
    assert "Too coarse for us." in counting.text


def test_what_it_did_is_read_after_it_is_gone(town: Town, site: Site) -> None:
    steward = site.browser(town.ash.staff["steward"])
    press(steward, steward.get(f"/c/{ASH}/plugins/echo"), "/plugins/echo/disable", reason="Nobody missed it.")
    gone = town.installation.plugins.plugins.pop("echo")  # type: ignore[attr-defined]  # a dict behind a Mapping
    try:
        page = site.browser().get(f"/c/{ASH}/plugins/echo")
        assert "Ran here before" in words(page)
        assert "echo of a test" in words(page)
        assert "Nobody missed it." in words(page)
        assert "echo of a test" in words(site.browser().get(f"/c/{ASH}/plugins"))
    finally:
        town.installation.plugins.plugins["echo"] = gone  # type: ignore[index]


def test_an_officer_sees_no_form_and_may_not_send_one(town: Town, site: Site) -> None:
    officer = site.browser(town.ash.staff["officer"])
    assert "<form" not in officer.get(f"/c/{ASH}/plugins/echo").text.partition("<main")[2]
