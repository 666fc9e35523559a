"""A letter reaches the mail server whatever is refused or killed on the way, is known again by its key, and leaves no trace in the log."""

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from folkmoot import settings
from folkmoot.installation import Installation
from folkmoot.record.outbox import letters
from folkmoot.settings import BadSettings, Settings
from folkmoot_web.log import Lines
from folkmoot_web.post.writing import Words, message
from folkmoot_web.site import Site as Address
from tests.services.browser import Browser, Site, serving
from tests.services.letterbox import FROM, Letterbox, code, path, receiving
from tests.services.reading import press
from tests.services.test_serve import COMMAND
from tests.services.town import ASH, Town

LETTER = f"/c/{ASH}/letter"


@pytest.fixture(scope="module")
def box(town: Town) -> Iterator[Letterbox]:
    with receiving(town.installation) as box:
        yield box


@pytest.fixture(scope="module")
def site(town: Town, box: Letterbox) -> Iterator[Site]:
    with serving(town.installation) as site:
        yield site


def attach(town: Town, site: Site, address: str) -> Browser:
    browser = site.browser(town.resident(town.ash, "Post").session)
    page = browser.get(f"/c/{ASH}/mine/address")
    press(browser, page, "/mine/address", address=address)
    return browser


def until(what: str, happened: object) -> None:
    end = time.monotonic() + 20
    while not happened():  # type: ignore[operator]  # a question without arguments
        assert time.monotonic() < end, what
        time.sleep(0.02)


def test_a_letter_that_is_not_taken_for_now_is_sent_again_with_the_same_link(town: Town, site: Site, box: Letterbox) -> None:
    box.answers = ["451 come back later"]
    browser = attach(town, site, "later@example.org")
    until("the first try", lambda: not box.answers)
    browser.send_form(f"{LETTER}/code", {"code": code(box.wait("later@example.org"))})
    assert "later@example.org" in browser.get(f"/c/{ASH}/mine/address").text


def test_a_letter_that_is_refused_for_good_is_given_up(town: Town, site: Site, box: Letterbox) -> None:
    box.answers = ["550 nobody lives here"]
    attach(town, site, "gone@example.org")
    until("it is given up", lambda: not box.answers and not town.installation.people.outbox.waiting())
    assert box.to("gone@example.org") == []


def test_a_refused_letter_keeps_no_other_back(town: Town, site: Site, box: Letterbox) -> None:
    box.answers = ["451 not this one"]
    attach(town, site, "one@example.org")
    attach(town, site, "two@example.org")
    box.wait("one@example.org")
    box.wait("two@example.org")


def test_neither_address_nor_link_nor_digits_come_into_the_log(
    town: Town, site: Site, box: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        box.answers = ["451 planted-answer later", "550 planted-answer"]
        browser = attach(town, site, "planted@example.org")
        until("both tries", lambda: not box.answers)
        attach(town, site, "logged@example.org")
        letter = box.wait("logged@example.org")
        browser.send_form(path(letter))
    formatter = Lines()
    logged = "\n".join(formatter.format(record) for record in caplog.records if record.name.startswith("folkmoot"))
    assert "a letter was not taken" in logged
    for secret in ("planted", "logged@", path(letter).rpartition("/")[2], code(letter)):
        assert secret not in logged


def test_nothing_is_sent_in_the_clear_where_the_server_offers_no_encryption(tmp_path: Path) -> None:
    with contextlib.closing(Town.build(tmp_path / "data")) as town, receiving(town.installation) as box:
        town.installation.settings = replace(town.installation.settings, mail_tls="starttls")
        with serving(town.installation) as site:
            attach(town, site, "clear@example.org")
            people = town.installation.people
            until("two tries", lambda: people.outbox.waiting(tries=2))
        assert people.outbox.waiting() == 1
        assert box.taken == []


def test_the_key_of_a_letter_is_its_message_id_and_its_headers_are_its_own() -> None:
    at = Address.at("https://talk.example.org")
    stop = f"https://{'a-long-name.' * 6}example.org/stop/{'x' * 43}"
    letter = message(Words("Naïve subject", "Text ąę\n" * 3, stop), "a@example.org", FROM, at, "k" * 32, "en", 0)
    raw = letter.as_bytes().decode()
    assert f"Message-ID: <{'k' * 32}@talk.example.org>" in raw
    assert f"List-Unsubscribe: <{stop}>" in raw
    assert max(map(len, raw.partition("\r\n\r\n")[2].splitlines())) <= 76
    for bad in ("x\r\nBcc: b@example.org", "x\nBcc: b@example.org"):
        with pytest.raises(ValueError):
            message(Words(bad, "text"), "a@example.org", FROM, at, "k", "en", 0)
        with pytest.raises(ValueError):
            message(Words("x", "text"), f"a@example.org{bad}", FROM, at, "k", "en", 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"mail_from": "Moot <x@y.org>"}, "mail_from"),
        ({"mail_from": "x@y.org\nBcc: z@y.org"}, "mail_from"),
        ({"mail_tls": "none"}, "on this machine only"),
        ({"mail_user": "moot"}, "mail_password_file"),
    ],
)
def test_settings_with_which_letters_would_be_unsafe_are_refused(tmp_path: Path, wrong: dict[str, str], says: str) -> None:
    mail = {"mail_host": "mail.example.org", "mail_from": FROM} | wrong
    with pytest.raises(BadSettings, match=says):
        settings.save(tmp_path / "settings.toml", Settings(**mail))  # type: ignore[arg-type]  # some of them are wrong


def test_what_was_asked_for_is_sent_by_the_process_that_comes_after_a_kill(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path / "data"
    town = Town.build(data)
    who = town.resident(town.ash, "Killed")
    box_settings = replace(town.installation.settings, mail_host="127.0.0.1", mail_port=port, mail_tls="none", mail_from=FROM)
    settings.save(data / "settings.toml", box_settings)
    town.close()
    process, origin = started(data)
    with httpx.Client(base_url=origin, cookies={"folkmoot": who.session}) as browser:  # no mail server listens yet
        answer = browser.post(f"/c/{ASH}/mine/address", data={"address": "killed@example.org"}, headers={"origin": origin})
        assert answer.status_code == 303
    process.send_signal(signal.SIGKILL)
    process.communicate()
    installation = Installation(data, write=False)
    try:
        assert installation.people.outbox.waiting() == 1
        with installation.people._file.writing() as db:
            db.execute(letters.update().values(due=0))  # the wait of the killed process is not waited for here
        with receiving(installation, port) as box:
            process, _ = started(data)
            box.wait("killed@example.org")
            process.terminate()
            process.communicate()
    finally:
        installation.close()


def started(data: Path) -> tuple["subprocess.Popen[str]", str]:
    """A process that serves, and where."""
    paths = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(data)],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().removeprefix("Serving at ").strip()
