"""A webhook tells one address what happens in public: signed, in order, until it is taken, and never a word of anybody's."""

import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from folkmoot.dispatch import Told
from folkmoot.events.entry import read
from folkmoot.plugin import Delivery, Look, Problem, Trial
from folkmoot_notify_webhook import Webhook, signing
from tests.moot.conftest import Clock
from tests.plugins.receiver import Receiver, certificate, genuine, receiving
from tests.plugins.webhooks import ASH, ELM, KEY, SECRET, WORD, Place

README = Path(__file__).parents[2] / "plugins" / "notify_webhook" / "README.md"
OTHER = "whsec_" + "A" * 40
THING = Delivery(index=7, kind="decision.opened", time="2026-11-24T10:00Z", path="/c/elm", origin="talk.example.org/elm", public={})
PERSONAL = ("participant.", "response.", "ballot.", "contribution.", "consent.", "community.", "keys.")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    built = Place(tmp_path / "home", Clock())
    yield built
    built.installation.close()


def asked(place: Place, what: str, about: Any, **settings: Any) -> Told:
    """What the plugin answers with settings that are not kept."""
    plugin = place.installation.plugins.plugins[KEY]
    return place.installation.plugging.try_out(ELM, plugin, Webhook(**settings), what, about, "en")


def problems(place: Place, **settings: str) -> list[tuple[str, str]]:
    """(setting, sentence) of what is wrong with settings."""
    told = asked(place, "check_settings", Trial(), **{"secret": "file:webhook", **settings})
    assert told.answered, told.why
    assert all(isinstance(one, Problem) for one in told.answer)
    return [(one.field, one.said) for one in told.answer]


def test_the_signature_is_that_of_the_specification() -> None:
    # published in the tests of standard-webhooks/standard-webhooks, "sign function works"
    keys = signing.keys("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signing.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', keys)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert genuine(headers, b'{"test": 2432232314}', "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1614265330)


def test_a_receiver_that_shares_no_code_with_us_finds_every_message_genuine_and_no_other(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    place.decision(place.canvas())
    assert place.deliver() == 5
    for one in receiver.at("/told"):
        now = place.clock()
        assert one.headers["content-type"] == "application/json"
        assert genuine(one.headers, one.body, SECRET, now)
        assert not genuine(one.headers, one.body, OTHER, now)
        assert not genuine(one.headers, one.body + b" ", SECRET, now)
        assert not genuine({**one.headers, "webhook-id": "msg_other"}, one.body, SECRET, now)
        assert not genuine(one.headers, one.body, SECRET, now + 400)
        assert not genuine(one.headers, one.body, SECRET, now - 400)


def test_a_message_says_what_the_entry_shows_and_where_it_can_be_read(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    canvas = place.canvas()
    place.deliver()
    entries = [read(leaf) for leaf in place.installation.store.read(ELM, 0, 100)]
    opened = next(entry for entry in entries if entry.type == "canvas.opened")
    assert receiver.at("/told")[-1].says == {
        "type": "canvas.opened",
        "timestamp": f"{opened.t[:-1]}:00Z",
        "data": {
            "community": ELM,
            "origin": "talk.example.org/elm",
            "index": opened.i,
            "kind": "canvas.opened",
            "time": opened.t,
            "path": f"/c/elm/canvas/{canvas}",
            "public": msgspec.json.decode(opened.pub),
        },
    }
    assert receiver.at("/told")[0].says["data"]["path"] == f"/c/elm/record/{opened.i - 2}", "where there is no page, the entry"


def test_what_the_readme_shows_a_receiver_to_check_finds_our_messages_genuine(place: Place, receiver: Receiver) -> None:
    (block,) = re.findall(r"^```python run\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE)
    shown: dict[str, Any] = {}
    exec(block, shown)
    place.tells(f"{receiver.url}/told")
    place.deliver()
    (one, _) = receiver.at("/told")
    assert shown["genuine"](one.headers, one.body, SECRET, place.clock())
    assert not shown["genuine"](one.headers, one.body, OTHER, place.clock())
    assert not shown["genuine"](one.headers, one.body, SECRET, place.clock() + 400)
    assert not shown["genuine"](one.headers, one.body[:-1], SECRET, place.clock())


def test_while_one_secret_takes_the_place_of_another_a_message_is_signed_with_both(place: Place, receiver: Receiver) -> None:
    place.secret(ELM, f"{OTHER}\n{SECRET}")
    place.tells(f"{receiver.url}/told")
    place.deliver()
    one = receiver.at("/told")[0]
    assert genuine(one.headers, one.body, SECRET, place.clock())
    assert genuine(one.headers, one.body, OTHER, place.clock())


def test_no_message_holds_a_word_of_anybody_and_none_is_about_what_one_person_does(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/told")
    canvas = place.canvas()
    place.story(canvas)
    place.decision(canvas)
    place.deliver()
    heard = receiver.at("/told")
    assert receiver.kinds("/told")[-3:] == ["canvas.opened", "decision.called", "decision.opened"]
    assert not [one for one in heard if one.says["type"].startswith(PERSONAL)]
    for one in heard:
        sent = (one.body.decode() + str(one.headers)).lower()
        assert not [said for said in (WORD, "p_", "per_anna", "steward", SECRET.lower()) if said in sent]


def test_what_is_refused_is_told_again_later_under_the_same_id_with_the_same_body(place: Place, receiver: Receiver) -> None:
    receiver.statuses["/told"] = [500, 302, 404]
    place.tells(f"{receiver.url}/told")
    for pause in (60, 300, 1_800):
        assert place.deliver() == 1
        place.clock.now += pause - 1
        assert place.deliver() == 0
        place.clock.now += 1
    assert place.deliver() == 2
    *tries, other = receiver.at("/told")
    assert len(tries) == 4
    assert {one.name for one in tries} == {tries[0].name}
    assert {one.body for one in tries} == {tries[0].body}
    assert len({one.headers["webhook-timestamp"] for one in tries}) == 4, "the timestamp is that of the try"
    assert other.name != tries[0].name


def test_whoever_asks_to_be_left_alone_for_longer_is(place: Place, receiver: Receiver) -> None:
    receiver.statuses["/told"], receiver.more = [503], {"retry-after": "500"}
    place.tells(f"{receiver.url}/told")
    place.deliver()
    place.clock.now += 499
    assert place.deliver() == 0
    place.clock.now += 1
    assert place.deliver() == 2


def test_who_answers_gone_is_not_told_that_thing_again(place: Place, receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    receiver.statuses["/told"] = [410]
    place.tells(f"{receiver.url}/told")
    assert place.deliver() == 2
    assert receiver.kinds("/told") == ["plugin.enabled", "plugin.configured"]
    assert "given up after 1 tries" in caplog.text


def test_a_redirect_is_not_followed(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/moved")
    assert place.deliver() == 1
    assert [one.path for one in receiver.heard] == ["/moved"]
    assert place.installation.delivering.waiting(ELM, KEY) == 2


@pytest.mark.parametrize("path", ["/drip", "/hang"])
def test_a_receiver_that_takes_its_time_is_left_and_the_plugin_is_not_to_blame(place: Place, receiver: Receiver, path: str) -> None:
    told = asked(place, "deliver", THING, url=f"{receiver.url}{path}", secret="file:webhook")
    assert told.answered, told.why
    assert (told.answer.taken, told.answer.again, told.answer.said) == (
        False,
        1,
        "It could not be sent: it did not answer in time.",
    )
    assert len(receiver.at(path)) == 1


def test_of_an_answer_without_end_nothing_but_its_head_is_read(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/flood")
    assert place.deliver() == 2
    assert place.installation.delivering.waiting(ELM, KEY) == 0


def test_two_communities_tell_different_addresses_different_things(place: Place, receiver: Receiver) -> None:
    place.secret(ASH, OTHER)
    place.tells(f"{receiver.url}/elm", "everything", ELM)
    place.tells(f"{receiver.url}/ash", "decisions", ASH)
    for name in (ELM, ASH):
        place.decision(place.canvas(name), name)
    place.deliver()
    elm, ash = receiver.at("/elm"), receiver.at("/ash")
    deciding = ["canvas.opened", "decision.called", "decision.opened"]
    assert receiver.kinds("/elm") == ["plugin.enabled", "plugin.configured", *deciding]
    assert receiver.kinds("/ash") == deciding
    assert {one.says["data"]["community"] for one in elm} == {ELM}
    assert {one.says["data"]["community"] for one in ash} == {ASH}
    assert all(genuine(one.headers, one.body, SECRET, place.clock()) for one in elm)
    assert all(genuine(one.headers, one.body, OTHER, place.clock()) for one in ash)
    assert not {one.name for one in elm} & {one.name for one in ash}


def test_a_slow_receiver_holds_up_neither_another_community_nor_the_end(place: Place, receiver: Receiver) -> None:
    place.tells(f"{receiver.url}/hang", community=ASH)
    place.tells(f"{receiver.url}/told", community=ELM)
    installation = place.installation
    installation.start()
    receiver.waits_for("/hang", 1)
    receiver.waits_for("/told", 2)
    place.clock.now += 60
    place.canvas(ASH)  # wakes it, so that it hangs again when everything ends
    receiver.waits_for("/hang", 2)
    begun = time.monotonic()
    installation.delivering.close()
    assert time.monotonic() - begun < 3
    place.reopened()
    assert installation.delivering.waiting(ASH, KEY) == 3, "what was cut off is told after the next start"


def test_until_an_address_is_set_up_nothing_is_sent_and_nothing_waits(place: Place, receiver: Receiver) -> None:
    place.enable()
    place.canvas()
    assert place.deliver() == 2
    assert place.installation.delivering.waiting(ELM, KEY) == 0
    place.configure(f"{receiver.url}/told")
    place.deliver()
    assert receiver.kinds("/told") == ["plugin.configured"]


def test_a_secret_that_is_not_there_yet_is_waited_for_and_new_settings_are_tried_at_once(place: Place, receiver: Receiver) -> None:
    place.enable()
    place.configure(f"{receiver.url}/told", secret="file:not-there")
    place.deliver()
    assert receiver.heard == []
    place.configure(f"{receiver.url}/told")
    place.deliver()
    assert receiver.kinds("/told") == ["plugin.enabled", "plugin.configured", "plugin.configured"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Write the address that is to be told"),
        ("example.org/hooks", "This is not a web address"),
        ("ftp://example.org/hooks", "This is not a web address"),
        ("https://", "This is not a web address"),
        ("https://[::1/hooks", "This is not a web address"),
        ("https://example.org:99999/", "This is not a web address"),
        ("https://example.org/two words", "This is not a web address"),
        ("http://example.org/hooks", "Write the address with https://"),
        ("http://127.0.0.1.example.org/hooks", "Write the address with https://"),
        ("http://127.0.0.1@example.org/hooks", "Leave the name and the password out"),
        ("https://name:word@example.org/", "Leave the name and the password out"),
    ],
)
def test_an_address_that_is_none_or_could_be_read_on_the_way_is_not_taken(place: Place, url: str, sentence: str) -> None:
    ((field, said),) = problems(place, url=url)
    assert field == "url"
    assert sentence in said


@pytest.mark.parametrize("value", ["", "hunter2", "whsec_", "whsec_###", "whsec_" + "QUJD" * 7, "whsec_" + "QUJD" * 22, "A" * 40])
def test_a_secret_that_is_none_of_the_specification_is_not_taken_and_not_repeated(
    place: Place, receiver: Receiver, value: str
) -> None:
    place.secret(ELM, value)
    ((field, said),) = problems(place, url=f"{receiver.url}/told")
    assert field == "secret"
    assert "The file holds no secret for webhooks" in said
    assert len(value) < 7 or value not in said
    assert receiver.heard == []


def test_trying_settings_sends_a_test_message_that_is_signed(place: Place, receiver: Receiver) -> None:
    assert problems(place, url=f"{receiver.url}/told") == []
    (one,) = receiver.heard
    assert genuine(one.headers, one.body, SECRET, place.clock())
    assert (one.says["type"], one.says["data"]) == ("folkmoot.test", {"community": ELM})


def test_a_test_message_that_is_not_taken_is_told_of_in_the_language_of_who_tries(place: Place, receiver: Receiver) -> None:
    receiver.statuses["/told"] = [404, 404]
    ((field, said),) = problems(place, url=f"{receiver.url}/told")
    assert (field, "with 404" in said) == ("url", True)
    plugin = place.installation.plugins.plugins[KEY]
    settings = Webhook(url=f"{receiver.url}/told", secret="file:webhook")
    told = place.installation.plugging.try_out(ELM, plugin, settings, "check_settings", Trial(), "pl-PL")
    assert told.answer[0].said.startswith("Adres odpowiedział na wiadomość próbną kodem 404")
    ((_, said),) = problems(place, url="http://127.0.0.1:9/nobody-listens")
    assert said.startswith("The test message could not be sent")


def test_a_server_whose_certificate_nobody_vouches_for_is_told_nothing(place: Place, tmp_path: Path) -> None:
    with receiving(certificate(tmp_path)) as receiver:
        ((field, said),) = problems(place, url=f"{receiver.url}/told")
        assert (field, "CERTIFICATE_VERIFY_FAILED" in said) == ("url", True)
        assert receiver.heard == []


def test_its_health_says_whether_it_is_set_up_and_sends_nothing(place: Place, receiver: Receiver) -> None:
    assert asked(place, "health", Look(), url=f"{receiver.url}/told", secret="file:webhook").answer.well
    assert not asked(place, "health", Look(), url=f"{receiver.url}/told").answer.well
    assert not asked(place, "health", Look(), secret="file:webhook").answer.well
    assert receiver.heard == []


def test_the_secret_is_in_no_entry_no_file_but_its_own_and_no_log(
    place: Place, receiver: Receiver, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    receiver.statuses["/told"] = [500]
    with caplog.at_level(logging.DEBUG):
        problems(place, url=f"{receiver.url}/told")
        place.tells(f"{receiver.url}/told")
        place.deliver()
        place.clock.now += 60
        place.deliver()
        place.secret(ELM, f"{SECRET}###")
        place.canvas()
        place.deliver()
        place.reopened()
    bare = SECRET.removeprefix("whsec_")
    files = [path for path in place.home.rglob("*") if path.is_file() and path.parent != place.home / "secrets" / ELM]
    files = [path for path in files if path.parent != place.home / "secrets" / ASH]
    assert place.home / "plugins" / "told.db" in files
    assert not [path for path in files if bare.encode() in path.read_bytes()]
    payloads = [place.installation.payload(ELM, i, 0) or b"" for i in range(place.installation.store.head(ELM).size)]
    assert not [payload for payload in payloads if bare.encode() in payload]
    assert bare not in caplog.text
    assert bare not in "".join(capfd.readouterr())
