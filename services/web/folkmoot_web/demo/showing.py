"""The demonstration is built in a folder that goes with it, and served with a link for each role."""

import secrets
import sys
import tempfile
import time
from pathlib import Path

from folkmoot.installation import Installation
from folkmoot.settings import Settings
from folkmoot_web.demo.build import build
from folkmoot_web.demo.clock import Clock
from folkmoot_web.demo.place import place
from folkmoot_web.demo.telling import WEEKS
from folkmoot_web.front import Front
from folkmoot_web.languages import OFFERED
from folkmoot_web.serve import run

WEEK = 7 * 24 * 60
"""Minutes."""


def show(listen: str, port: int) -> None:
    """Build the demonstration, and serve it until it is stopped.

    Raises CannotListen when the address is taken.
    """
    with tempfile.TemporaryDirectory(prefix="folkmoot-demo-") as folder:
        home = Path(folder) / "data"
        Installation.create(home, Settings(languages=OFFERED[1:]))
        installation = Installation(home, clock=Clock(0))
        try:
            _serve(installation, listen, port)
        finally:
            installation.close()


def _serve(installation: Installation, listen: str, port: int) -> None:
    sys.stdout.write("Writing ten weeks of an invented community ...\n")
    sys.stdout.flush()
    offices = build(installation, int(time.time()) // 60 - WEEKS * WEEK)
    clock = installation.clock
    if isinstance(clock, Clock):
        clock.run()

    def links(front: Front, base_url: str) -> None:
        for role, office in offices.items():
            person, token = installation.people.person(), secrets.token_urlsafe(16)
            installation.people.give_office(person, place().slug, office)
            front.reusable[token] = person
            sys.stdout.write(f"{role:>13}: {base_url}/sign-in/{token}\n")
        thanked = next(one.person for one in installation.people.recognitions.within(place().slug) if one.state == "offered")
        front.reusable[token := secrets.token_urlsafe(16)] = thanked
        sys.stdout.write(f"{'carer':>13}: {base_url}/sign-in/{token} as somebody who told what it is like and was thanked\n")
        sys.stdout.write(f"{'resident':>13}: {base_url}/ and nothing more; a resident needs no account\n")

    run(installation, listen, port, ready=links)
