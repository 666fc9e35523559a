"""Whoever runs the server lets an office-holder in again, and what they had before opens nothing more."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from folkmoot.installation import Installation
from folkmoot.settings import Settings
from tests.cli.test_refusals import refused, run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Installation.create(tmp_path / "home", Settings(host="talk.example.org"))
    with closing(Installation(tmp_path / "home")) as installation:
        installation.found("elm", "Elm Street", "We listen.", "Steward")
    return tmp_path / "home"


def token(told: str) -> str:
    return str(json.loads(told)["link"]).rpartition("/")[2]


def test_a_fresh_link_is_for_the_same_person_and_ends_keys_links_and_sessions(home: Path) -> None:
    with closing(Installation(home)) as opened:
        first = opened.staff_link("elm", opened.steward("elm"), name="Anna Kovács").rpartition("/")[2]
        (holder,) = opened.people.holders.serving("elm")
        opened.people.passkeys.add(holder.person, b"lost", b"key", 0, "phone")
        session = opened.people.open_session(holder.person, "staff", 600)
    code, told, _ = run("staff", "link", "steward", "--community", "elm", "--data", home, "--json")
    assert code == 0
    with closing(Installation(home)) as opened:
        people = opened.people
        assert people.passkeys.of(holder.person) == []
        assert people.session(session) is None
        assert people.sign_in(first) is None
        assert people.sign_in(token(told)) == holder.person
        assert people.sign_in(token(told)) is None


def test_where_nobody_serves_the_link_is_for_somebody_new(home: Path) -> None:
    with closing(Installation(home)) as opened:
        office = opened.steward("elm")
    _, told, _ = run("staff", "link", office, "--community", "elm", "--data", home, "--json")
    with closing(Installation(home)) as opened:
        person = opened.people.sign_in(token(told)) or ""
        assert opened.people.offices(person) == [("elm", office)]


def test_who_serves_is_listed_with_how_many_passkeys_they_have(home: Path) -> None:
    with closing(Installation(home)) as opened:
        opened.staff_link("elm", opened.steward("elm"), name="Anna Kovács")
    code, told, _ = run("staff", "list", "--community", "elm", "--data", home)
    assert code == 0
    assert "steward; Anna Kovács (0 passkeys)." in told


def test_what_is_no_office_or_several_people_s_is_refused(home: Path) -> None:
    assert "no office of elm" in refused("staff", "link", "o_x", "--community", "elm", "--data", home)
    assert "no community called oak" in refused("staff", "link", "steward", "--community", "oak", "--data", home)
    with closing(Installation(home)) as opened:
        for _ in range(2):
            opened.staff_link("elm", opened.steward("elm"))
    assert "2 people serve" in refused("staff", "link", "steward", "--community", "elm", "--data", home)
