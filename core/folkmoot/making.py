"""What people brought is put into words that more people can take in, by the plugins that make them, in order, and nobody waits."""

import hashlib
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from folkmoot.delivering import EVERY, GRACE, PAGE, PAUSES
from folkmoot.dispatch import Installed, Plugin, Told
from folkmoot.domain.alternative import MakeAlternative
from folkmoot.domain.contribution import Contribution
from folkmoot.domain.enabled import On
from folkmoot.domain.rules import Refused
from folkmoot.events.alternative import Alternative
from folkmoot.events.contribution import Attached, Released, Restored, Revised, Shared
from folkmoot.events.entry import Entry, read
from folkmoot.events.ground import ConsentGiven, DutyStated, LicenceStated
from folkmoot.moot import Moot
from folkmoot.plugging import HOUSE, Plugging
from folkmoot.plugin import Source
from folkmoot.plugin.manifest import Making as Offer
from folkmoot.record.jobs import NEVER, Job, Jobs, Reading
from folkmoot.record.store import Store

PLACE = "make_alternative"
ONE_MORE = (Shared, Released, Restored, ConsentGiven, Attached, LicenceStated, DutyStated)
"""After each of these something may be wanted that was not before."""

CALM = 300.0
"""Seconds after which changed words are looked at: somebody who corrects a text often corrects it twice."""

_log = logging.getLogger("folkmoot.making")


class House(Protocol):
    """Where communities are hosted."""

    home: Path
    plugins: Installed
    plugging: Plugging
    clock: Callable[[], float]

    @property
    def store(self) -> Store:
        """Where their records are."""

    def communities(self) -> list[str]:
        """Their short names."""

    def origin(self, community: str) -> str:
        """Name of the record of one."""

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Payload of seal `k` of entry `i`; None when it is gone."""

    def moot(self, community: str) -> Moot:
        """The door of a community."""


class Making:
    """One thread for each installed plugin that makes something, so that one that is slow holds up no other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.jobs = Jobs(house.home / "plugins" / "made.db")
        self._seen: dict[tuple[str, str], int] = {}
        """(community, plugin) -> size of the record up to which it was read."""
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Go on making what waits."""
        for key in self._makers():
            thread = threading.Thread(target=self._run, args=(key,), name=f"making by {key}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Stop, before anything is closed that this asks. A plugin that hangs is not waited for."""
        self._stop.set()
        for thread in self._threads:
            thread.join(GRACE)
            while thread.is_alive():
                self._house.plugging.close()  # its process ends, and with it the asking
                thread.join(GRACE)

    def once(self, plugin: str = "") -> int:
        """Look what is new in each community, and have each plugin make the next thing that is due; answers how many were asked for.

        plugin: key of the only one to ask, empty for all of them.
        """
        asked = 0
        for key in (plugin,) if plugin else self._makers():
            for community in self._house.communities():
                if self._stop.is_set():
                    break
                try:
                    asked += self._look(community, key)
                except Exception:  # of one community, such as a full disk; others are looked at, and this one again
                    _log.exception("%s could make nothing for %s", key, community)
        return asked

    def _run(self, key: str) -> None:
        while not self._stop.is_set():
            try:
                asked = self.once(key)
            except Exception:  # not even what communities there are could be read
                _log.exception("%s could make nothing", key)
                asked = 0
            if not asked:
                self._stop.wait(EVERY)

    def _makers(self) -> list[str]:
        return [key for key, plugin in self._house.plugins.plugins.items() if PLACE in plugin.places]

    def _look(self, community: str, key: str) -> int:
        enabled = self._house.plugging.enabled(community)
        if key not in enabled:
            if self.jobs.reading(community, key):
                self.jobs.forget(community, key)
            return 0
        joined = [(plugin, on) for plugin, on in self._house.plugging.joining(community, PLACE) if plugin.key == key]
        for plugin, on in joined:
            self._read(community, plugin, on)
            if job := self.jobs.due(community, key, self._house.clock()):
                self._make(community, plugin, on, job)
                return 1
        return 0

    def _read(self, community: str, plugin: Plugin, on: On) -> None:
        """Note what is to be made, from the first entry on: what was brought before the plugin was enabled is wanted too."""
        size, tended = self._house.store.head(community).size, max(on.settings, on.entry)
        if self._seen.get((community, plugin.key)) == size:
            return
        at = self.jobs.reading(community, plugin.key)
        if at is None or at.since != on.since:
            self.jobs.forget(community, plugin.key)
            at = Reading(on.since, 0, tended)
        elif at.tended != tended:
            at = Reading(on.since, 0, tended)  # another setting may want what was not wanted before
        while not self._stop.is_set() and (leaves := self._house.store.read(community, at.next, PAGE)):
            at = Reading(at.since, at.next + len(leaves), tended)
            self.jobs.keep(community, plugin.key, at, self._found(community, plugin, map(read, leaves)))
        if not self._stop.is_set():
            self._seen[community, plugin.key] = size

    def _found(self, community: str, plugin: Plugin, entries: "map[Entry]") -> list[Job]:
        due: dict[str, float] = {}
        for entry in entries:
            fact = entry.fact()
            if isinstance(fact, Revised):
                due[entry.s] = self._house.clock() + CALM
            elif isinstance(fact, ONE_MORE):
                due.setdefault(entry.s, 0.0)
        found = []
        for stream, when in due.items():
            found += [
                Job(stream, kind, lang, due=when) for kind, lang in self._wanted(community, plugin, self._piece(community, stream))
            ]
        return found

    def _piece(self, community: str, stream: str) -> Contribution:
        piece = Contribution()
        for leaf in self._house.store.stream(community, stream):
            entry = read(leaf)
            piece.evolve(entry, entry.fact())
        return piece

    def _wanted(self, community: str, plugin: Plugin, piece: Contribution) -> list[tuple[Alternative, str]]:
        languages = self._house.plugging.languages(community)
        return [
            (kind, lang)
            for kind, offer in plugin.manifest.alternatives.items()
            for lang in (languages if kind == "translation" else (piece.lang,))
            if _may(kind, lang, offer, piece)
        ]

    def _make(self, community: str, plugin: Plugin, on: On, job: Job) -> None:
        piece = self._piece(community, job.contribution)
        kind = next((kind for kind, lang in self._wanted(community, plugin, piece) if (kind, lang) == (job.kind, job.lang)), None)
        source = kind and self._source(community, piece, kind, job.lang)
        if kind is None or source is None:  # taken back, changed or made meanwhile
            self.jobs.done(community, plugin.key, job)
            return
        of = piece.attached["audio"] if kind == "transcript" else piece.words
        name = f"{self._house.origin(community)}\n{plugin.key}\n{job.contribution}\n{kind}\n{job.lang}\n{of}"
        call = "alt_" + hashlib.sha256(name.encode()).hexdigest()[:32]
        told = self._house.plugging.ask_one(community, plugin, on, PLACE, source, call=call)
        if self._stop.is_set() and not told.answered:  # closing cuts a plugin off, which is no failure of it
            return
        if told.answered and told.answer.text.strip():
            self._keep(community, plugin, job, kind, of, told)
        else:
            self.jobs.again(community, plugin.key, self._later(job, told))

    def _source(self, community: str, piece: Contribution, kind: Alternative, lang: str) -> Source | None:
        """What the plugin is asked; None when the words or the recording are gone."""
        recording = kind == "transcript"
        payload = self._house.payload(community, piece.attached["audio"] if recording else piece.words, 0)
        if payload is None:
            return None
        asked = Source(kind=kind, lang=piece.lang, to=lang, allowed=tuple(sorted(piece.consents)))
        if recording:
            return msgspec.structs.replace(asked, file=msgspec.json.decode(payload, type=dict[str, bytes])["bytes"])
        said = msgspec.json.decode(payload)
        return msgspec.structs.replace(asked, text=said["text"], title=said.get("title", ""))

    def _keep(self, community: str, plugin: Plugin, job: Job, kind: Alternative, of: int, told: Told) -> None:
        made = told.answer
        command = MakeAlternative(
            contribution=job.contribution,
            kind=kind,
            lang=job.lang,
            text=made.text,
            title=made.title,
            of=of,
            plugin=plugin.key,
            version=plugin.version,
            engine=made.engine,
            missed=made.missed,
        )
        try:
            self._house.moot(community).do(command, HOUSE, via="plugin")
        except Refused as refusal:
            if self._wanted(community, plugin, self._piece(community, job.contribution)):  # what it made cannot be kept
                self.jobs.again(community, plugin.key, msgspec.structs.replace(job, due=NEVER, why=str(refusal)))
                return
        self.jobs.done(community, plugin.key, job)

    def _later(self, job: Job, told: Told) -> Job:
        now = self._house.clock()
        if told.status == "resting":  # it was asked nothing, so this is no try
            return msgspec.structs.replace(job, due=now + PAUSES[0])
        again, why = (
            (told.answer.again, told.answer.said)
            if told.answered
            else (1, f"It was asked, and there was no answer ({told.status}).")
        )
        if not again or job.tries >= len(PAUSES):
            return msgspec.structs.replace(job, tries=job.tries + 1, due=NEVER, why=why)
        return msgspec.structs.replace(job, tries=job.tries + 1, due=now + max(PAUSES[job.tries], again), why=why)


def _may(kind: Alternative, lang: str, offer: Offer, piece: Contribution) -> bool:
    """Whether somebody's words may be given to a plugin for something that is not there yet."""
    standing = piece.alternatives.get((kind, lang))
    of = piece.attached.get("audio", -1) if offer.of == "recording" else piece.words
    personal = piece.by.startswith("p_") and not piece.grounded
    allowed = not personal or set(offer.needs) <= piece.consents
    heard = piece.offered and not (piece.held or piece.hidden) if offer.of == "words" else not piece.withdrawn
    other = kind != "translation" or (lang.partition("-")[0] != piece.lang.partition("-")[0] and piece.lang != "und")
    fits = (kind == "transcript") == (offer.of == "recording")
    return (
        of >= 0
        and fits
        and other
        and allowed
        and heard
        and not (piece.erased or piece.care.for_help)
        and (standing is None or standing.of != of)
    )
