"""An installation with two communities and a plugin that writes backwards what it reads, or misbehaves as a test asks."""

from pathlib import Path

import msgspec

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute, GiveConsent
from folkmoot.domain.participant import Join
from folkmoot.domain.plugin import ConfigurePlugin, EnablePlugin
from folkmoot.domain.rules import Command
from folkmoot.events.alternative import AlternativeMade
from folkmoot.events.entry import read
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings
from tests.moot.conftest import Clock
from tests.plugins.webhooks import ASH, CONSENT, ELM
from tests.rules.given import ASKED

ENGINE = """
import os, time
from pathlib import Path
from folkmoot.plugin import Alternative, Asking, Settings, Source, join

HERE = Path(__file__).parent


class Words(Settings, frozen=True):
    loud: bool = False


@join
def settings() -> type[Settings]:
    return Words


@join
def make_alternative(ctx: Asking, asked: Source) -> Alternative:
    with (HERE / "asked").open("a") as file:
        file.write(f"{ctx.community} {ctx.call} {asked.kind} {asked.lang} {asked.to} {len(asked.file)}\\n")
    if (HERE / "hangs").exists():
        time.sleep(600)
    if (HERE / "dies").exists():
        os._exit(1)
    if (HERE / "garbage").exists():
        return {"text": ["not", "words"]}
    if (HERE / "busy").exists():
        return Alternative(said="The engine is busy.", again=90)
    if (HERE / "never").exists():
        return Alternative(said="It does not know this language.")
    text = asked.text[::-1] if asked.text else "What was said."
    return Alternative(text=text.upper() if ctx.settings.loud else text, engine="mirror/1", missed=1)
"""
MANIFEST = 'places = ["make_alternative", "settings"]\nmay = ["read-allowed"]'
REST = """[settings.loud.en]
title = "Loud"

[alternatives.translation]
needs = ["translate"]

[alternatives.transcript]
of = "recording"
needs = ["voice"]
"""


class Mirror:
    """Two communities that speak English and Polish, and a plugin that writes what it reads backwards."""

    KEY = "mirror"

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.home, self.package, self.clock = folder / "home", folder / "folkmoot_mirror", clock
        Installation.create(self.home, Settings(host="talk.example.org"))
        self.installation = Installation(self.home, clock=clock)
        self.people: dict[str, Author] = {}
        for name in (ELM, ASH):
            self.installation.found(name, name, "We listen.", "Clerk", languages=("en", "pl"))
            canvas = (
                self.installation.moot(name)
                .do(OpenCanvas(question="What next?", promise="We listen.", level="involve"), HOUSE)
                .made
            )
            self.people[name] = Author(new_id("p_"), "per_anna")
            self.do(Join(canvas=canvas), name)
            setattr(self, name, canvas)

    def do(self, command: Command, community: str = ELM) -> str:
        """What the person asks for; the stream that it is on."""
        return self.installation.moot(community).do(command, self.people[community]).made

    def enable(self, community: str = ELM) -> None:
        plugin = self.installation.plugins.plugins[self.KEY]
        self.installation.moot(community).do(EnablePlugin(**self.installation.plugging.wanted(plugin)), HOUSE, via="house")
        self.installation.plugging.dispatcher.forgive(community, self.KEY)

    def loud(self, community: str = ELM) -> None:
        command = ConfigurePlugin(plugin="mirror", version="1.0.0", settings={"loud": True})
        self.installation.moot(community).do(command, HOUSE, via="house")

    def story(self, community: str = ELM, *uses: str, text: str = "The gate bangs.", lang: str = "en") -> str:
        told = Contribute(canvas=getattr(self, community), kind="story", text=text, lang=lang, **CONSENT)
        made = self.do(told, community)
        if uses:
            self.do(GiveConsent(contribution=made, purposes=uses, **ASKED), community)
        return made

    def make(self) -> int:
        """Have made all that is due by now; how many times the plugin was asked, or something was dropped."""
        asked = 0
        while now := self.installation.making.once():
            asked += now
        return asked

    def made(self, community: str = ELM) -> list[AlternativeMade]:
        leaves = self.installation.store.read(community, 0, 1000)
        return [fact for fact in (read(leaf).fact() for leaf in leaves) if isinstance(fact, AlternativeMade)]

    def words(self, community: str = ELM) -> list[str]:
        """What the alternatives say, in order."""
        leaves = map(read, self.installation.store.read(community, 0, 1000))
        at = [entry.i for entry in leaves if entry.type == AlternativeMade.NAME]
        payloads = [self.installation.payload(community, i, 0) for i in at]
        return [msgspec.json.decode(payload)["text"] for payload in payloads if payload]

    def waiting(self) -> int:
        return self.installation.making.jobs.waiting(ELM, "mirror")[0]

    @property
    def asked(self) -> list[list[str]]:
        path = self.package / "asked"
        return [line.split() for line in path.read_text().splitlines()] if path.exists() else []
