"""One installation hosts many communities: their record, private stores, keys, published files and views, in one folder."""

import contextlib
import datetime
import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot import dispatch, settings
from folkmoot.delivering import Delivering
from folkmoot.domain.community import STREAM, FoundCommunity
from folkmoot.domain.participant import EraseParticipant
from folkmoot.domain.rules import Refused
from folkmoot.erasure import Erasures
from folkmoot.events.community import RoleGiven
from folkmoot.events.entry import read
from folkmoot.following import Following
from folkmoot.identity import FOLDER, Identities
from folkmoot.making import Making
from folkmoot.moot import Author, Done, Moot, Writer
from folkmoot.plugging import HOUSE, Plugging
from folkmoot.publishing import Publishing
from folkmoot.record import note, receipt
from folkmoot.record.keyring import Keyring
from folkmoot.record.publisher import Publisher
from folkmoot.record.secret_file import keep
from folkmoot.record.store import SQLiteStore
from folkmoot.record.tree import leaf_hash
from folkmoot.record.vault import Opening, Vault
from folkmoot.secrets import NotHere, key_encryption_key
from folkmoot.standing import Standing
from folkmoot.timekeeping import Timekeeping
from folkmoot.views.follow import Views

__all__ = ["HOUSE", "Installation", "NotHere"]

if TYPE_CHECKING:
    from folkmoot.record.people import People

WEEK = 7 * 86_400.0
"""Seconds for which a first steward's link can be used."""

PROMISE = 3600
"""Seconds within which an entry is under a checkpoint, says a receipt."""

UNFINISHED = "restore-not-finished"
"""Name of a file that stands in a folder while a copy is brought back into it."""

_TAKEN = frozenset({"about", "api", "at", "c", "livez", "readyz", "sessions", "sign-in", "sign-out", "static", "stop"})
"""Short names that addresses of a site begin with; the tiles of a community lie below its short name."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


class Installation:
    """Everything behind one data folder.

    home: the folder. write: whether this process is the one that writes. clock: seconds since 1970. unfinished: for the
    restore alone, which opens what nobody else may yet. safe: with no plugin at all.
    """

    def __init__(
        self,
        home: Path,
        *,
        write: bool = True,
        clock: Callable[[], float] = time.time,
        unfinished: bool = False,
        safe: bool = False,
    ) -> None:
        """Raises NotHere when a restore into the folder was cut off."""
        if (home / UNFINISHED).exists() and not unfinished:
            raise NotHere(f"A restore into {home} was cut off, so erased words may be in it: empty it and restore again.")
        self.home, self.clock = home, clock
        self.settings = settings.load(home / "settings.toml")
        self.plugins = dispatch.load(() if safe else self.settings.plugins)
        kek = key_encryption_key(home / "keys" / "kek")
        self.store = SQLiteStore(home / "record.db", write=write)
        self.keyring = Keyring(home / "keyring.db", kek, write=write)
        self.people = _people(home / "people.db", kek, clock)
        self.identities = Identities(home / FOLDER)
        self.vault = Vault(self.store, self.keyring)
        self.erasures = Erasures(self.store, self.keyring, self.people)
        self.erasures.followers.append(self._views_clean)
        self.publishing, self.timekeeping = Publishing(self.store, self.publisher), Timekeeping(self, clock)
        self.plugging = Plugging(self, Standing(self.store))
        self.delivering, self.making = Delivering(self), Making(self)
        self._views: dict[str, Views] = {}
        self._followings: list[Following] = []
        self._serving = False
        self._writer = Writer(self.store, self.keyring, self.plugins.methods, clock) if write else None

    @classmethod
    def create(cls, home: Path, chosen: settings.Settings) -> None:
        """Make an empty installation in a folder.

        Raises Refused when there is one already.
        """
        if (home / "settings.toml").exists():
            raise Refused(f"There is an installation in {home} already; choose an empty folder.")
        for name in ("keys", "public", "state", "views"):
            (home / name).mkdir(parents=True, exist_ok=True)
        for folder in (home, home / "keys"):
            folder.chmod(0o700)
        if not (home / "keys" / "kek").exists():  # made before, when this was cut off
            keep(home / "keys" / "kek", os.urandom(32).hex())
        settings.save(home / "settings.toml", chosen)

    def found(self, community: str, name: str, charter: str, steward: str, **more: object) -> Done:
        """Found a community. community: its short name in addresses. more: other fields of FoundCommunity.

        Raises Refused when the short name cannot be used or is taken.
        """
        if not _SLUG.fullmatch(community) or community in _TAKEN:
            raise Refused(
                "A short name has 1 to 40 small letters, digits and hyphens, such as ash-hill; api and the like are taken."
            )
        if community in self.communities():
            raise Refused(f"There is a community called {community} already; choose another short name.")
        keys = {kind: self._key(community, kind) for kind in ("checkpoint", "receipt")}
        command = FoundCommunity(
            name=name,
            charter=charter,
            steward=steward,
            checkpoint_key=str(keys["checkpoint"].verifier),
            receipt_key=str(keys["receipt"].verifier),
            **({"languages": ("en",)} | more),  # type: ignore[arg-type]  # checked by the command
        )
        done = Moot(community, self._running).do(command, HOUSE, via="house")
        self.plugging.begin(community)
        return done

    def staff_link(self, community: str, office: str, ttl: float = WEEK, name: str = "") -> str:
        """An address that signs a new person in, once, as an office. ttl: seconds for which it can be used. name: of the
        person, for the stewards; it stays out of the record.
        """
        person = self.people.person()
        self.people.give_office(person, self._known(community), office)
        if name:
            self.people.holders.call(person, name)
        return self.link(person, ttl)

    def link(self, person: str, ttl: float = WEEK) -> str:
        """An address that signs a person in once. ttl: seconds for which it can be used."""
        return f"{self.settings.base_url}/sign-in/{self.people.sign_in_link(person, ttl)}"

    def steward(self, community: str) -> str:
        """The office that was the community's first steward."""
        facts = (read(leaf).fact() for leaf in self.store.stream(self._known(community), STREAM))
        return next(fact.office for fact in facts if isinstance(fact, RoleGiven) and fact.role == "steward")

    def communities(self) -> list[str]:
        """Short names of the communities, sorted."""
        return sorted(self.store.communities())

    def origin(self, community: str) -> str:
        """Name of a community's record, as its checkpoints carry it."""
        return f"{self.settings.host}/{community}"

    def moot(self, community: str) -> Moot:
        """The door of a community.

        Raises NotHere when there is no such community.
        """
        return Moot(self._known(community), self._running)

    def views(self, community: str) -> Views:
        """The views of a community, kept open.

        Raises NotHere when there is no such community.
        """
        if community not in self._views:
            path = self.home / "views" / f"{self._known(community)}.db"
            self._views[community] = Views(path, partial(self.payload, community))
            if self._serving:
                self._followings.append(Following(community, self.store, self._views[community]))
        return self._views[community]

    def forget(self, person: str) -> None:
        """Erase a person everywhere: each pseudonym by an entry of its own, then contact, sessions and links.

        One entry for all would say in public which pseudonyms are the same person. What is interrupted goes on at `start`.
        """
        self.people.leave(person)
        for community, _, pseudonym in self.people.pseudonyms(person):
            with contextlib.suppress(Refused):  # linked, but never joined: there is nothing to erase but the link
                self.moot(community).do(EraseParticipant(participant=pseudonym), Author(pseudonym, person))
        self.people.erase(person)
        self.erasures.wake()

    def opening(self, community: str, i: int, k: int) -> Opening | None:
        """Salt and payload of seal `k` of entry `i`; None when they are gone."""
        return self.vault.opening(community, i, k)

    def payload(self, community: str, i: int, k: int) -> bytes | None:
        """Payload of seal `k` of entry `i`; None when it is gone."""
        opening = self.opening(community, i, k)
        return opening and opening.payload

    def publisher(self, community: str) -> Publisher:
        """Who signs and publishes the record of a community."""
        return Publisher(
            self.home / "public" / self._known(community),
            self.home / "state" / f"{community}.db",
            self.origin(community),
            self._key(community, "checkpoint"),
            partial(self.store.read, community),
        )

    def checkpoint_key(self, community: str) -> note.Signer:
        """The key that signs checkpoints of a community."""
        return self._key(self._known(community), "checkpoint")

    def receipt_key(self, community: str) -> note.Signer:
        """The key that signs receipts of a community."""
        return self._key(self._known(community), "receipt")

    def receipt(self, community: str, index: int) -> bytes:
        """The signed promise that an entry will be under a checkpoint within the hour.

        Raises NotHere when the record does not go that far.
        """
        leaves = self.store.read(self._known(community), index, 1) if index >= 0 else []
        if not leaves:
            raise NotHere(f"There is no entry {index} in {community}.")
        due = datetime.datetime.fromtimestamp(int(self.clock()) + PROMISE, datetime.UTC)
        promise = receipt.Receipt(self.origin(community), index, leaf_hash(leaves[0]), due)
        return receipt.make(promise, self.receipt_key(community))

    def start(self) -> None:
        """Publish, follow erasures and keep the time in the background; for a process that serves.

        Raises Fork when the record does not go on from what was published.
        """
        for community in self.communities():
            self.publishing.guard(community, thorough=False)
        self._serving = True
        for community in self.communities():
            self.views(community)
            self.plugging.start(community)
        self.publishing.start()
        for person in self.people.leaving():
            self.forget(person)
        self.erasures.start()
        self.timekeeping.start()
        for asking in (self.delivering, self.making):
            asking.start()

    def close(self) -> None:
        """Answer what was asked, publish what was answered, and let go of every file."""
        for asking in (self.delivering, self.making, self.plugging):
            asking.close()
        if self._writer is not None:
            self.timekeeping.close()
            self._writer.close()
            self.erasures.close()
            self.publishing.close()
        for following in self._followings:
            following.close()
        for views in self._views.values():
            views.close()
        self.people.close()
        self.keyring.close()
        self.store.close()

    @property
    def _running(self) -> Writer:
        if self._writer is None:
            raise Refused("This installation was opened for reading only.")
        return self._writer

    def _known(self, community: str) -> str:
        if community not in self.store.communities():
            raise NotHere(f"There is no community called {community} here.")
        return community

    def _key(self, community: str, kind: str) -> note.Signer:
        path = self.home / "keys" / f"{community}.{kind}.skey"
        if not path.exists():
            name = self.origin(community) if kind == "checkpoint" else f"{self.origin(community)}/receipt"
            keep(path, note.generate(name).secret())
        return note.Signer.parse(path.read_text().strip())

    def _views_clean(self, community: str, index: int) -> bool:
        return (views := self.views(community)).size > index and views.purge()


def _people(path: Path, kek: bytes, clock: Callable[[], float]) -> "People":
    """Imported here, because an overseer who installed `folkmoot` alone has no SQLAlchemy."""
    try:
        from folkmoot.record.people import People
    except ModuleNotFoundError as missing:
        if missing.name != "sqlalchemy":
            raise
        raise NotHere("What is installed here checks records but hosts none; run: pip install 'folkmoot[host]'") from None
    return People(path, kek, clock)
