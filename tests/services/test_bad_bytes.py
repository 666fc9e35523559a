"""Broken bytes are told what is wrong with them: never a fault of ours, never half an entry."""

import gzip
from collections.abc import Iterator

import pytest

from tests.services.browser import Site
from tests.services.town import ASH, Town

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEP = 200_000
HUGE = b"9" * 5_000


def json_bodies() -> Iterator[tuple[str, bytes, str]]:
    """Name, body and content type of bodies that are no JSON of ours."""
    yield "nothing", b"", JSON
    yield "no JSON", b"text", JSON
    yield "bad UTF-8 outside a string", b"\xff\xfe{}", JSON
    yield "bad UTF-8 in a string", b'{"canvas":"\xff"}', JSON
    yield "overlong UTF-8", b'{"canvas":"\xc0\xaf"}', JSON
    yield "UTF-8 with a mark of order", b"\xef\xbb\xbf{}", JSON
    yield "UTF-16", '{"canvas":"x"}'.encode("utf-16"), JSON
    yield "utf-7 by name", b'{"canvas":"+ADw-"}', f"{JSON}; charset=utf-7"
    yield "an unknown charset", b"{}", f"{JSON}; charset=klingon"
    yield "an empty charset", b"{}", f"{JSON}; charset="
    yield "deep lists", b"[" * DEEP, JSON
    yield "deep lists, closed", b"[" * 30_000 + b"]" * 30_000, JSON
    yield "deep objects", b'{"a":' * 10_000, JSON
    yield "deep in a free field", b'{"decision":"D","choice":' + b"[" * 5_000 + b"]" * 5_000 + b"}", JSON
    yield "a little too deep in a free field", b'{"decision":"D","choice":' + b"[" * 40 + b"]" * 40 + b"}", JSON
    yield "NUL in a string", b'{"decision":"D","choice":["\\u0000"]}', JSON
    yield "NUL as it is", b'{"decision":"D","choice":["\x00"]}', JSON
    yield "NUL in a name", b'{"decision":"D","choice":{"\\u0000":1}}', JSON
    yield "half a character", b'{"decision":"D","choice":["\\ud800"]}', JSON
    yield "the other half first", b'{"decision":"D","choice":["\\udc00\\ud800"]}', JSON
    yield "a huge number", b'{"decision":"D","choice":' + HUGE + b"}", JSON
    yield "a number just too large", b'{"decision":"D","choice":9007199254740992}', JSON
    yield "a number out of range", b'{"decision":"D","choice":1e999}', JSON
    yield "a fraction", b'{"decision":"D","choice":[0.1]}', JSON
    yield "NaN", b'{"decision":"D","choice":NaN}', JSON
    yield "Infinity", b'{"decision":"D","choice":-Infinity}', JSON
    yield "nothing as a choice", b'{"decision":"D","choice":null}', JSON
    yield "a field twice", b'{"decision":"D","decision":7,"choice":["a"]}', JSON
    yield "a field nobody knows", b'{"decision":"D","choice":["a"],"admin":true}', JSON
    yield "a wrong type", b'{"decision":["D"],"choice":["a"]}', JSON
    yield "a list", b"[]", JSON
    yield "a string", b'"text"', JSON
    yield "too much", b'{"decision":"' + b"x" * 70_000 + b'"}', JSON
    yield "packed", gzip.compress(b"{}"), JSON
    yield "as a form", b"decision=D", FORM
    yield "in parts", b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"
    yield "in parts without a boundary", b"--x", "multipart/form-data"
    yield "a type with NUL", b"{}", "application/json\x00"


@pytest.mark.parametrize(("body", "kind"), [pytest.param(*rest, id=name) for name, *rest in json_bodies()])
def test_a_body_that_is_no_command_is_refused_with_a_sentence(town: Town, small: Site, body: bytes, kind: str) -> None:
    sent = body.replace(b'"D"', f'"{town.ash.decision}"'.encode())
    size = town.installation.store.head(ASH).size
    coded = b"content-encoding: gzip\r\n" if body[:2] == b"\x1f\x8b" else b""
    answer = post(small, f"/api/v1/communities/{ASH}/do/cast-ballot", sent, kind, coded, town.ash.anna.session)
    status, text = split(answer)
    assert 400 <= status < 500, answer[:300]
    assert text.startswith(b'{"error":"') or status == 400
    assert town.installation.store.head(ASH).size == size


def form_bodies() -> Iterator[tuple[str, bytes, str]]:
    """Name, body and content type of bodies that are no form of ours."""
    yield "bad UTF-8", b"text=%ff%fe", FORM
    yield "bad UTF-8 as it is", b"text=\xff", FORM
    yield "overlong UTF-8", b"text=%c0%af", FORM
    yield "half a character", b"text=%ed%a0%80", FORM
    yield "NUL", b"text=a%00b", FORM
    yield "NUL in a name", b"te%00xt=a", FORM
    yield "utf-7 by name", b"text=%2BADw-script%2BAD4-", f"{FORM}; charset=utf-7"
    yield "an unknown charset", b"text=a", f"{FORM}; charset=klingon"
    yield "a field twice", b"text=a&text=b", FORM
    yield "a field nobody knows", b"text=a&admin=1", FORM
    yield "no field", b"", FORM
    yield "too many fields", b"&".join(b"f%d=1" % n for n in range(2_000)), FORM
    yield "too much to be taken", b"text=" + b"x" * 70_000, FORM
    yield "too much to be read", b"text=" + b"x" * 1_100_000, FORM
    yield "broken escapes", b"text=%zz%4", FORM
    yield "a word that is neither yes nor no", b"text=a&publish=perhaps", FORM
    yield "no type", b"text=a", ""
    yield "in parts", b'--x\r\ncontent-disposition: form-data; name="text"\r\n\r\na\r\n--x--', "multipart/form-data; boundary=x"


@pytest.mark.parametrize(("body", "kind"), [pytest.param(*rest, id=name) for name, *rest in form_bodies()])
def test_a_form_that_cannot_be_read_is_never_a_fault_of_ours(town: Town, small: Site, body: bytes, kind: str) -> None:
    answer = post(small, f"/{ASH}/canvases/{town.ash.canvas}/tell", body, kind, b"", "", town.ash.anna.session)
    status, _ = split(answer)
    assert 300 <= status < 500, answer[:300]
    if b"%4" not in body:  # a broken escape is a percent sign that somebody typed
        assert status >= 400


@pytest.mark.parametrize(
    "target",
    [
        b"/%ff", b"/%c0%af", b"/%00", b"/ash-hill/talk%00", b"/%ed%a0%80", b"/ash-hill/talk?page=%ff", b"/ash-hill/talk?page=%00",
        b"/ash-hill/talk?page=1&page=2", b"/ash-hill/talk?page=" + HUGE, b"/ash-hill/talk?" + b"a=1&" * 3_000,
        b"/ash-hill/talk?page=1.5", b"/ash-hill/talk?page=-", b"/" + b"a/" * 5_000, b"/ash-hill/canvases/" + b"%2e%2e%2f" * 9,
        b"//elsewhere.example/talk", b"/ash-hill/../../etc/passwd", b"/static/../app.py", b"/static/%2e%2e/app.py",
        b"/ash-hill/tile/../checkpoint", b"/ash-hill/tile/0/%2e%2e/%2e%2e/settings.toml", b"/at/99999999999999999999/ash-hill/talk",
        b"/api/v1/communities/ash-hill/record/entries/99999999999999999999999", b"/api/v1/communities/ash-hill/record/entries/-1",
        b"/api/v1/communities/ash-hill/record/entries?start=-1", b"/api/v1/communities/ash-hill/record/entries?limit=1e9",
        b"/api/v1/communities/%F0%9F%8C%B3/record", b"/api/v1/communities/" + b"a" * 9_000, b"http://elsewhere.example/ash-hill/talk",
        b"*", b"/ash-hill/talk#x", b"/ash-hill\\talk", b"/\xff\xfe", b"/ash-hill/t\xc3\xa4lk", b"/a b",
    ],
    ids=lambda target: target[:60].decode("latin-1"),
)  # fmt: skip  # one a line would be a page of its own
def test_an_address_of_broken_bytes_is_never_a_fault_of_ours(small: Site, target: bytes) -> None:
    answer = small.raw(b"GET " + target + b" HTTP/1.1\r\nhost: " + host(small) + b"\r\nconnection: close\r\n\r\n")
    status, text = split(answer)
    assert 200 <= status < 500, answer[:300]
    assert b"root:" not in text
    assert b"import" not in text
    assert b"base_url" not in text


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\nhost: elsewhere.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\ncookie: \xff\xfe=\x80\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\ncookie: folkmoot=a; folkmoot=b\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\nif-none-match: \xff\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\naccept-encoding: gzip;q=x;;,,\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nhost: HOST\r\nauthorization: Bearer \xff\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nhost: HOST\r\nauthorization: Bearer " + b"a" * 9_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\n" + b"x: " + b"y" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\n" + b"".join(b"x%d: y\r\n" % n for n in range(5_000)) + b"\r\n",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n",
        b"POST / HTTP/1.1\r\nhost: HOST\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        b"GET / HTTP/1.1\r\nhost: HOST\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
        b"GET / HTTP/9.9\r\nhost: HOST\r\n\r\n",
        b"BREW / HTTP/1.1\r\nhost: HOST\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 100,
    ],
    ids=lambda sent: sent[:70].decode("latin-1"),
)
def test_a_broken_head_is_refused_or_hung_up_on(small: Site, sent: bytes) -> None:
    answer = small.raw(sent.replace(b"HOST", host(small)).replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n", 1), hang_up=True)
    assert not answer or 200 <= split(answer)[0] < 500, answer[:300]


def test_a_body_without_a_stated_length_is_cut_off_where_it_is_too_long(town: Town, small: Site) -> None:
    head = b"POST /api/v1/communities/ash-hill/do/cast-ballot HTTP/1.1\r\nhost: " + host(small) + b"\r\n"
    head += f"authorization: Bearer {town.ash.anna.session}\r\n".encode()
    head += b"content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    chunk = b"2000\r\n" + b" " * 8192 + b"\r\n"
    assert split(small.raw(head + chunk * 9 + b"0\r\n\r\n"))[0] == 413


def test_after_all_of_that_the_site_answers_as_before(small: Site) -> None:
    assert small.browser().get("/livez").text == "alive\n"


def host(small: Site) -> bytes:
    return small.origin.removeprefix("http://").encode()


def post(small: Site, path: str, body: bytes, kind: str, more: bytes = b"", bearer: str = "", cookie: str = "") -> bytes:
    head = f"POST {path} HTTP/1.1\r\ncontent-length: {len(body)}\r\norigin: {small.origin}\r\nconnection: close\r\n"
    head += f"content-type: {kind}\r\n" if kind else ""
    head += f"authorization: Bearer {bearer}\r\n" if bearer else ""
    head += f"cookie: folkmoot={cookie}\r\n" if cookie else ""
    return small.raw(head.encode() + b"host: " + host(small) + b"\r\n" + more + b"\r\n" + body)


def split(answer: bytes) -> tuple[int, bytes]:
    """Status and body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body
