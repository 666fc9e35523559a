"""An installation whose communities tell a receiver on this machine what happens in them."""

import base64
from pathlib import Path
from typing import Any

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, Choice, OpenDecision
from folkmoot.domain.participant import Join
from folkmoot.domain.plugin import ConfigurePlugin, EnablePlugin
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from tests.moot.conftest import Clock

ELM, ASH = "elm", "ash"
KEY = "notify_webhook"
SECRET = "whsec_" + base64.b64encode(b"the hedgehog sleeps at noon").decode()
WORD = "quinquereme"
"""In everything that anybody says or writes here, and in nothing else."""

CONSENT: dict[str, Any] = {"publish": True, "notice": "publish/1", "notice_text": f"May we show it, {WORD}?", "notice_lang": "en"}


class Place:
    """One installation with two communities, of which each may tell somebody."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.home, self.clock = home, clock
        Installation.create(home, Settings(host="talk.example.org"))
        self.installation = Installation(home, clock=clock)
        for name in (ELM, ASH):
            self.installation.found(name, f"The {WORD} of {name}", f"We listen before we {WORD}.", f"{WORD} steward")
            self.secret(name, SECRET)

    def reopened(self) -> Installation:
        """The same folder, opened anew as after a restart."""
        self.installation.close()
        self.installation = Installation(self.home, clock=self.clock)
        return self.installation

    def secret(self, community: str, value: str, name: str = "webhook") -> None:
        """Put a secret where whoever runs the server puts it."""
        folder = self.home / "secrets" / community
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(value + "\n")

    def enable(self, community: str = ELM) -> int:
        """Index of the entry by which the plugin is enabled."""
        plugin = self.installation.plugins.plugins[KEY]
        return self.do(EnablePlugin(**self.installation.plugging.wanted(plugin)), community)

    def configure(self, url: str, kinds: str = "everything", community: str = ELM, secret: str = "file:webhook") -> int:
        """Set the plugin up, without trying the settings."""
        version = self.installation.plugins.plugins[KEY].version
        settings: dict[str, bool | int | str] = {"url": url, "secret": secret, "kinds": kinds}
        return self.do(ConfigurePlugin(plugin=KEY, version=version, settings=settings), community)

    def tells(self, url: str, kinds: str = "everything", community: str = ELM) -> None:
        """Enable it and set it up, and forget what is told of that."""
        self.enable(community)
        self.configure(url, kinds, community)

    def do(self, command: Any, community: str = ELM, by: Author = HOUSE) -> int:
        """Index of the first entry that a command led to."""
        return self.installation.moot(community).do(command, by, via="house" if by is HOUSE else "web").first

    def made(self, command: Any, community: str = ELM, by: Author = HOUSE) -> str:
        """The stream that a command made."""
        return self.installation.moot(community).do(command, by, via="house" if by is HOUSE else "web").made

    def canvas(self, community: str = ELM) -> str:
        """A new canvas, which is one thing to tell."""
        return self.made(OpenCanvas(question=f"What {WORD} next?", promise=f"We {WORD}.", level="involve"), community)

    def decision(self, canvas: str, community: str = ELM) -> str:
        """A decision that is open, which are two things to tell."""
        options = Choice(text=f"A {WORD}"), Choice(text="A tree")
        called = self.made(CallDecision(canvas=canvas, question=f"Which {WORD}?", options=options), community)
        self.do(OpenDecision(decision=called), community)
        return called

    def story(self, canvas: str, community: str = ELM) -> None:
        """Somebody joins and tells a story in public, of which nothing is told."""
        anna = Author(new_id("p_"), "per_anna")
        self.do(Join(canvas=canvas), community, anna)
        self.do(Contribute(canvas=canvas, kind="story", text=f"My {WORD} sank.", lang="en", **CONSENT), community, anna)

    def deliver(self) -> int:
        """Tell all that is due by now; how many things were told, or tried to be told."""
        told = 0
        while now := self.installation.delivering.once():
            told += now
        return told
