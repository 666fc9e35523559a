"""The process that serves starts soon, hangs up on those who hold it, and ends with everything it acknowledged kept."""

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

from folkmoot.installation import Installation
from folkmoot_web import wire
from folkmoot_web.site import Site as Address
from tests.services.browser import Site
from tests.services.town import ASH, Town

COMMAND = "import sys; from pathlib import Path; from folkmoot_web.commands import serve; serve(port=0, data=Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a town that nobody has open."""
    folder = tmp_path_factory.mktemp("served") / "data"
    Town.build(folder).close()
    return folder


class Served(Site):
    """A site in a process of its own."""

    def __init__(self, data: Path) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, str(data)],
            env=os.environ | {"PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        if not said.startswith("Serving at "):
            raise RuntimeError(said + self.process.communicate()[1])
        super().__init__(said.removeprefix("Serving at ").strip())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """End the process; its exit code and what it logged."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        _, logged = self.process.communicate(timeout=30)
        self.clients.close()
        return self.process.returncode, logged


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    """The site, stopped afterwards by its own process id."""
    site = Served(data)
    try:
        yield site
    finally:
        site.stop()


def test_it_answers_and_what_was_acknowledged_is_there_after_it_was_stopped(served: Served, data: Path) -> None:
    canvas = httpx.get(f"{served.origin}/api/v1/communities/{ASH}").json()["canvases"][0]["id"]
    token = httpx.post(f"{served.origin}/api/v1/guests").json()["token"]
    done = httpx.post(
        f"{served.origin}/api/v1/communities/{ASH}/do/contribute",
        json={"canvas": canvas, "kind": "idea", "text": "Kept."},
        headers={"authorization": f"Bearer {token}"},
    ).json()
    code, logged = served.stop()
    assert code in (0, -signal.SIGTERM), logged
    assert logged == "", "where nothing is wrong there is nothing to read"
    installation = Installation(data, write=False)
    try:
        assert installation.store.head(ASH).size > done["last"]
        session = installation.people.session(token)
        assert session is not None
        assert session.kind == "guest"
    finally:
        installation.close()


def test_a_request_under_way_is_answered_before_the_process_ends(served: Served) -> None:
    with socket.create_connection(served.address, timeout=20) as line:
        host = served.origin.removeprefix("http://").encode()
        line.sendall(
            b"POST /api/v1/guests HTTP/1.1\r\nhost: "
            + host
            + b"\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n"
        )
        assert line.recv(65536).startswith(b"HTTP/1.1 100")  # the request has begun
        line.sendall(b"{")
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        line.sendall(b"}")
        assert line.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_second_process_is_told_that_the_first_one_writes(served: Served, data: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?i)another process|writes|in use"):
        Served(data)


def test_it_says_nothing_of_what_it_is_made_of(served: Served) -> None:
    for path in ("/", "/nothing", "/livez", "/api/v1/openapi.json"):
        headers = httpx.get(served.origin + path).headers
        assert not {"server", "x-powered-by", "via"} & set(headers)


def test_a_head_that_never_ends_is_cut_off_at_its_length(served: Served) -> None:
    endless = b"GET / HTTP/1.1\r\n" + b"".join(b"x%d: %s\r\n" % (n, b"y" * 900) for n in range(200))
    answer = served.raw(endless, wait=10)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_whoever_connects_and_says_nothing_is_hung_up_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tests.services.browser import serving

    monkeypatch.setattr(wire, "SLOWEST", 0.2)
    town = Town.build(tmp_path / "data")
    try:
        with serving(town.installation) as site:
            assert site.raw(b"", wait=10) == b""
            assert site.raw(b"GET / HTTP/1.1\r\nhost: ", wait=10) == b""
            with httpx.Client(base_url=site.origin) as kept_alive:
                assert [kept_alive.get("/livez").status_code for _ in range(3)] == [200] * 3
    finally:
        town.close()


@pytest.mark.parametrize(
    "base_url",
    [
        "talk.example.org",
        "ftp://talk.example.org",
        "https://",
        "https://me@talk.example.org",
        "https://a.example/talk",
        "https://a.example?x",
    ],
)
def test_an_address_that_pages_cannot_have_is_refused_at_the_start(base_url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Address.at(base_url)


def test_links_are_made_of_the_address_in_the_settings() -> None:
    site = Address.at("https://talk.example.org:8443")
    assert site.link("/sign-in/x") == "https://talk.example.org:8443/sign-in/x"
    assert site.hosts == {"talk.example.org", "talk.example.org:8443"}
