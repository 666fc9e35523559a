"""A steward changes the charter on a page, with its reason, and everybody reads what follows from it."""

from folkmoot.views import community as communities
from tests.services.browser import Site
from tests.services.reading import form, press, settled, words
from tests.services.town import Town

ADDRESS = "/c/elm-row/amend-charter"


def test_a_steward_puts_a_new_charter_in_force_and_the_old_one_stays_to_be_read(town: Town, site: Site) -> None:
    settled(town)
    steward = site.browser(town.elm.staff["steward"])
    page = steward.get(ADDRESS)
    with town.installation.views("elm-row").reading() as view:
        before = communities.charters(view)[0]
    assert form(page, "/amend-charter")["fields"]["seconds"] == str(before.rules.seconds)
    opens = ["resident", "steward"]
    more = {"charter": "Everybody is welcome.", "reason": "We met on Monday.", "seconds": "4", "opens": opens}
    after = press(steward, page, "/amend-charter", **more)
    assert after.url.path == "/c/elm-row/charter"
    shown = words(site.browser().get("/c/elm-row/charter"))
    assert f"In force: version {before.version + 1}" in shown
    assert "Everybody is welcome." in shown
    assert "We met on Monday." in shown
    with town.installation.views("elm-row").reading() as view:
        rules = communities.charters(view)[0].rules
    assert (rules.seconds, rules.opens, rules.grain) == (4, ("resident", "steward"), before.rules.grain)


def test_a_charter_that_is_refused_comes_back_with_all_that_was_typed(town: Town, site: Site) -> None:
    settled(town)
    steward = site.browser(town.elm.staff["steward"])
    page = steward.get(ADDRESS)
    for wrong, sentence in (
        ({"grain": "soon"}, "Write a whole number"),
        ({"small": "1"}, "small groups of 3 or more"),
        ({"reason": " "}, "Write the reason first"),
        ({"opens": []}, "Choose who may open a canvas"),
    ):
        filled = {"charter": "Another one.", "reason": "Because.", "opens": ["steward"]} | wrong
        back = press(steward, page, "/amend-charter", **filled)
        assert back.status_code == 422
        assert sentence in words(back)
        assert form(back, "/amend-charter")["fields"]["charter"] == "Another one."


def test_nobody_else_is_offered_or_given_the_page(town: Town, site: Site) -> None:
    settled(town)
    moderator = site.browser(town.elm.staff["overseer"])
    assert moderator.get(ADDRESS).status_code == 403
    assert ADDRESS not in moderator.get("/c/elm-row/charter").text
    assert ADDRESS in site.browser(town.elm.staff["steward"]).get("/c/elm-row/charter").text
