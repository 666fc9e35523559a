"""The people's store knows who is behind a pseudonym, how to reach them and who is signed in; nothing else does."""

import hmac
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from folkmoot.record import addresses
from folkmoot.record.address_list import AddressList
from folkmoot.record.address_list import addresses as listed
from folkmoot.record.addresses import Addresses, checks
from folkmoot.record.cards import Cards, cards
from folkmoot.record.devices import Devices
from folkmoot.record.draft_files import draft_files
from folkmoot.record.drafts import Drafts, draft_keys, drafts
from folkmoot.record.follows import Follow, Follows, follows, visits
from folkmoot.record.holders import Holders, names
from folkmoot.record.ids import new_id
from folkmoot.record.invitations import Invitations, roll_codes
from folkmoot.record.kek import derive
from folkmoot.record.outbox import Outbox, letters
from folkmoot.record.passkeys import Passkeys, passkeys
from folkmoot.record.people_file import (
    PeopleFile,
    Unknown,
    contacts,
    leaving,
    links,
    must_exist,
    offices,
    persons,
    pseudonyms,
    returns,
    sessions,
    slips,
)
from folkmoot.record.reach import Reach, reach_answered
from folkmoot.record.recognition import Recognition, Recognitions, recognitions
from folkmoot.record.returns import Returns
from folkmoot.record.sessions import Session, Sessions
from folkmoot.record.slips import Slips

__all__ = ["Held", "People", "Session", "Unknown"]

Way = Literal["email", "phone"]

_CANVAS = (
    pseudonyms.c.person == bindparam("who"),
    pseudonyms.c.community == bindparam("where"),
    pseudonyms.c.canvas == bindparam("within"),
)
_PSEUDONYM = select(pseudonyms.c.pseudonym).where(*_CANVAS)


class Held(NamedTuple):
    """Everything held about a person, for the copy they may ask for. contact: way -> how they are reached. slips: what
    they have a code for, (community, contribution). returns: whether they have a code that brings them back. follows: what
    they follow by letter. visits: (community, canvas, entries) of how far they have read. drafts: (community, canvas,
    content) of what they began and did not send. name: by which stewards know them in an office. passkeys: (name, when it
    was made in seconds since 1970) of each that signs them in. reach: (community, canvas) where they said to which groups
    they belong; what they said is in counts of people only. recognitions: what was offered to them.
    """

    contact: dict[str, str]
    pseudonyms: list[tuple[str, str, str]]
    offices: list[tuple[str, str]]
    sessions: list[Session]
    slips: list[tuple[str, str]] = []
    returns: bool = False
    follows: list[Follow] = []
    visits: list[tuple[str, str, int]] = []
    drafts: list[tuple[str, str, bytes]] = []
    name: str = ""
    passkeys: list[tuple[str, int]] = []
    reach: list[tuple[str, str]] = []
    recognitions: list[Recognition] = []


class People(Sessions):
    """One file, apart from the record. Contacts are encrypted, tokens are kept as hashes only.

    clock: seconds since 1970.
    """

    def __init__(self, path: Path | str, kek: bytes, clock: Callable[[], float] = time.time) -> None:
        """path: the file, made if missing. kek: 32 bytes kept outside it, from which the key of contacts comes.

        Raises Stopped when the file is not a people's store.
        """
        self._sealing = AESGCM(derive(kek, b"folkmoot/people/contact/v1"))
        self._lookup = derive(kek, b"folkmoot/people/lookup/v1")
        super().__init__(PeopleFile(Path(path)), clock)
        self.slips = Slips(self._file, derive(kek, b"folkmoot/people/slip/v1"), clock)
        self.returns = Returns(self._file, derive(kek, b"folkmoot/people/return/v1"))
        self.outbox = Outbox(self._file, clock)
        self.addresses = Addresses(self._file, kek, lambda address: self._hash("email", address), clock)
        self.drafts = Drafts(self._file, derive(kek, b"folkmoot/people/draft/v1"), clock)
        self.follows = Follows(self._file, derive(kek, b"folkmoot/people/follow/v1"), clock)
        self.devices = Devices(self._file, clock)
        self.reach = Reach(self._file)
        self.cards = Cards(self._file, derive(kek, b"folkmoot/people/card/v1"), clock)
        self.passkeys = Passkeys(self._file, derive(kek, b"folkmoot/people/passkey/v1"), clock)
        self.recognitions = Recognitions(self._file, derive(kek, b"folkmoot/people/recognition/v1"), clock)
        self.holders = Holders(self._file, derive(kek, b"folkmoot/people/holder/v1"))
        self.invitations = Invitations(self._file, derive(kek, b"folkmoot/people/invitation/v1"), clock)
        self.listed = AddressList(self._file, derive(kek, b"folkmoot/people/listed/v1"))

    def close(self) -> None:
        """End every connection."""
        self._file.close()

    def person(self) -> str:
        """A new person: `per_` and 16 characters."""
        person = new_id("per_")
        with self._file.writing() as db:
            db.execute(insert(persons).values(id=person))
        return person

    def link(self, person: str, community: str, canvas: str, pseudonym: str) -> str:
        """Tie a person to their pseudonym in a canvas, empty for one that is still to be opened: the same again with its name
        moves it there. Answers the one that stands, the first if two were tied at once.

        Raises Unknown when the person was erased, ValueError when the pseudonym is somebody else's.
        """
        with self._file.writing() as db:
            must_exist(db, person)
            stands = db.scalar(_PSEUDONYM, {"who": person, "where": community, "within": canvas})
            if stands is not None:
                return str(stands)
            waiting = update(pseudonyms).where(*_behind(community, pseudonym), pseudonyms.c.person == person)
            if db.execute(waiting.where(pseudonyms.c.canvas == "").values(canvas=canvas)).rowcount:
                return pseudonym
            try:
                db.execute(insert(pseudonyms).values((person, community, canvas, pseudonym)))
            except IntegrityError:
                raise ValueError(f"the pseudonym is in use in {community} already; make a new one") from None
        return pseudonym

    def unlink(self, community: str, pseudonym: str) -> None:
        """Forget who is behind a pseudonym, with the codes of what they brought and the drafts that they began in its
        canvas; nothing happens when nobody is.
        """
        with self._file.writing() as db:
            begun = select(pseudonyms.c.person, pseudonyms.c.canvas).where(*_behind(community, pseudonym))
            for person, canvas in db.execute(begun).all():
                mine = drafts.c.person == person, drafts.c.community == community, drafts.c.canvas == canvas
                db.execute(delete(draft_files).where(draft_files.c.draft.in_(select(drafts.c.id).where(*mine))))
                db.execute(delete(drafts).where(*mine))
                said = reach_answered.c.person == person, reach_answered.c.canvas == canvas
                db.execute(delete(reach_answered).where(*said))
            db.execute(delete(pseudonyms).where(*_behind(community, pseudonym)))
            db.execute(delete(slips).where(slips.c.community == community, slips.c.pseudonym == pseudonym))
            db.execute(delete(cards).where(cards.c.community == community, cards.c.pseudonym == pseudonym))
            theirs = recognitions.c.community == community, recognitions.c.pseudonym == pseudonym
            db.execute(delete(recognitions).where(*theirs))

    def pseudonym(self, person: str, community: str, canvas: str) -> str | None:
        """A person's pseudonym in a canvas, None when they have not taken part there."""
        return self._file.text(_PSEUDONYM, who=person, where=community, within=canvas)

    def linked(self, community: str, pseudonym: str) -> str | None:
        """The person behind a pseudonym, None when nobody is known."""
        return self._file.text(select(pseudonyms.c.person).where(*_behind(community, pseudonym)))

    def pseudonyms(self, person: str) -> list[tuple[str, str, str]]:
        """(community, canvas, pseudonym) of a person, sorted."""
        c = pseudonyms.c
        mine = select(c.community, c.canvas, c.pseudonym).where(c.person == person)
        return self._file.all(mine.order_by(c.community, c.canvas))

    def give_office(self, person: str, community: str, office: str) -> None:
        """Let a person act as an office `o_…`. Raises Unknown when the person was erased."""
        c = offices.c
        given = select(c.office).where(c.person == person, c.community == community, c.office == office)
        with self._file.writing() as db:
            must_exist(db, person)
            if db.scalar(given) is None:
                db.execute(insert(offices).values((person, community, office)))

    def take_office(self, person: str, community: str, office: str) -> None:
        """Let a person no longer act as an office."""
        c = offices.c
        with self._file.writing() as db:
            db.execute(delete(offices).where(c.person == person, c.community == community, c.office == office))

    def close_office(self, community: str, office: str) -> None:
        """Let nobody act as an office any more; of whoever held nothing else and took part nowhere, nothing is left."""
        for holder in self.holders.serving(community):
            if holder.office != office:
                continue
            self.take_office(holder.person, community, office)
            if not self.offices(holder.person):
                self.close_all(holder.person)
                self.holders.call(holder.person, "")
                for key in self.passkeys.of(holder.person):
                    self.passkeys.drop(holder.person, key.id)
                if not self.pseudonyms(holder.person):
                    self.erase(holder.person)

    def offices(self, person: str) -> list[tuple[str, str]]:
        """(community, office) that a person may act as, sorted."""
        c = offices.c
        return self._file.all(select(c.community, c.office).where(c.person == person).order_by(c.community, c.office))

    def set_contact(self, person: str, way: Way, value: str) -> None:
        """Keep how a person is reached, in place of what was kept for that way.

        Raises Unknown when the person was erased, ValueError when somebody else has that contact.
        """
        nonce = os.urandom(12)
        sealed = nonce + self._sealing.encrypt(nonce, value.encode(), _contact(person, way))
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(contacts).where(contacts.c.person == person, contacts.c.way == way))
            try:
                db.execute(insert(contacts).values((person, way, self._hash(way, value), sealed)))
            except IntegrityError:
                raise ValueError("somebody else is reached there already; give another address or number") from None

    def contact(self, person: str, way: Way) -> str | None:
        """How a person is reached, None when they did not say."""
        return self._contacts(person).get(way)

    def drop_contact(self, person: str, way: Way) -> None:
        """Let a person no longer be reached in a way."""
        with self._file.writing() as db:
            db.execute(delete(contacts).where(contacts.c.person == person, contacts.c.way == way))

    def find(self, way: Way, value: str) -> str | None:
        """The person who is reached there, None when nobody is."""
        return self._file.text(select(contacts.c.person).where(contacts.c.lookup == self._hash(way, value)))

    def held(self, person: str) -> Held:
        """Everything held about a person."""
        known = self._contacts(person), self.pseudonyms(person), self.offices(person), self.sessions(person)
        codes = self.slips.of(person), self.returns.has(person)
        begun = [(draft.community, draft.canvas, draft.content) for draft in self.drafts.of(person)]
        keys = [(one.name, one.made) for one in self.passkeys.of(person)]
        read = self.follows.of(person), self.follows.visits(person)
        offered = self.recognitions.of(person)
        return Held(*known, *codes, *read, begun, self.holders.name(person), keys, self.reach.of(person), offered)

    def leave(self, person: str) -> None:
        """Note that a person is being erased, so that it is finished whatever happens; they get nothing new from now on."""
        with self._file.writing() as db:
            if db.scalar(select(leaving.c.person).where(leaving.c.person == person)) is None:
                db.execute(insert(leaving).values(person=person))

    def leaving(self) -> list[str]:
        """Everybody whose erasure was begun and is not finished."""
        return [row[0] for row in self._file.all(select(leaving.c.person).order_by(leaving.c.person))]

    def erase(self, person: str) -> None:
        """Forget a person: pseudonyms, offices, contact, sessions, links, codes, follows, drafts, keys. Nothing of
        them is left.
        """
        known = select(contacts.c.lookup).where(contacts.c.person == person)
        with self._file.writing() as db:
            addresses.forget(db, person, list(db.scalars(known)))
            theirs = pseudonyms, offices, contacts, sessions, links, slips, returns, follows, visits, drafts, draft_files, draft_keys
            for table in (*theirs, passkeys, names, cards, reach_answered, recognitions, leaving):
                db.execute(delete(table).where(table.c.person == person))
            db.execute(delete(persons).where(persons.c.id == person))

    def restored(self) -> None:
        """After a restore nobody is sent anything that they may have stopped since the copy was made: every follow is let
        go of, and the contact of whoever took part nowhere, whose erasure the record cannot tell again. What may have been
        used since opens nothing more: links, codes for a roll, listed addresses.
        """
        part = [table.c.person == contacts.c.person for table in (pseudonyms, offices)]
        anywhere = or_(*(select(one.left).where(one).exists() for one in part))
        with self._file.writing() as db:
            for table in (follows, letters, checks, links, roll_codes, listed):
                db.execute(delete(table))
            db.execute(delete(contacts).where(~anywhere))
            # it may have been paid since: asked again, nobody is paid by what they told before
            taken = update(recognitions).where(recognitions.c.state == "taken", recognitions.c.kind != "words")
            db.execute(taken.values(state="offered", details=None))

    def _contacts(self, person: str) -> dict[str, str]:
        ways = self._file.all(select(contacts.c.way, contacts.c.sealed).where(contacts.c.person == person))
        return {way: self._sealing.decrypt(sealed[:12], sealed[12:], _contact(person, way)).decode() for way, sealed in ways}

    def _hash(self, way: str, value: str) -> bytes:
        """What a contact is found by: written without spaces and case, so that it is found however it is typed."""
        return hmac.digest(self._lookup, f"{way}\n{''.join(value.split()).casefold()}".encode(), "sha256")


def _contact(person: str, way: str) -> bytes:
    return f"folkmoot/people/v1\n{person}\n{way}".encode()


def _behind(community: str, pseudonym: str) -> tuple[Any, ...]:
    return pseudonyms.c.community == community, pseudonyms.c.pseudonym == pseudonym
