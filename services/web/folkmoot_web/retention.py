"""How long what is kept about people is kept, with what ends it; only what the software does by itself is claimed."""

import msgspec

from folkmoot.record import addresses, drafts, passkeys, recognition
from folkmoot_web.sentences import marked
from folkmoot_web.session import DAY, GUEST, MINUTE, SHARED, STAFF, STEPS


class Kept(msgspec.Struct, frozen=True):
    """what: is kept. until: when it goes; `{…}` stands for a value. by: what makes it go. ends: whether it goes by itself."""

    what: str
    until: str
    by: str
    ends: bool
    values: dict[str, int] = {}


WHAT: tuple[Kept, ...] = (
    Kept(
        marked("What somebody began to write and did not send"),
        marked("{days} days after it was last saved"),
        marked("The server no longer opens it from then on, and removes it"),
        True,
        {"days": drafts.KEPT // DAY},
    ),
    Kept(
        marked("Thanks and expenses that were offered to somebody"),
        marked("{days} days after the last change, and what is still to be paid until it is"),
        marked("The server no longer shows it from then on, and removes it; what was told for paying goes when it is paid"),
        True,
        {"days": recognition.KEPT // DAY},
    ),
    Kept(
        marked("The session of somebody without an account"),
        marked("{idle} days after it was last used, and {most} days in any case"),
        marked("The server no longer takes it from then on"),
        True,
        {"idle": GUEST.idle // DAY, "most": GUEST.most // DAY},
    ),
    Kept(
        marked("The session of an office"),
        marked("{idle} minutes after it was last used, and {most} hours in any case"),
        marked("The server no longer takes it from then on"),
        True,
        {"idle": STAFF.idle // MINUTE, "most": STAFF.most // (60 * MINUTE)},
    ),
    Kept(
        marked("A session on a device that people share"),
        marked("{most} hours"),
        marked("The server no longer takes it from then on"),
        True,
        {"most": SHARED.most // (60 * MINUTE)},
    ),
    Kept(
        marked("An open slip in a browser"),
        marked("{minutes} minutes after the last step"),
        marked("The server no longer takes it from then on"),
        True,
        {"minutes": STEPS // MINUTE},
    ),
    Kept(
        marked("The code that proves an e-mail address"),
        marked("{minutes} minutes"),
        marked("The server no longer takes it from then on"),
        True,
        {"minutes": addresses.LIFE // MINUTE},
    ),
    Kept(
        marked("What a device is asked when somebody signs in with a passkey"),
        marked("{minutes} minutes"),
        marked("The server no longer takes it from then on"),
        True,
        {"minutes": passkeys.LIFE // MINUTE},
    ),
    Kept(
        marked("The name, passkeys and sessions of somebody who holds an office"),
        marked("Until they hold no office any more"),
        marked("The server no longer takes them from then on, and removes them when the last role is taken back"),
        True,
    ),
    Kept(
        marked("Codes for a canvas that were not used, and the list of addresses to check against, which nobody can read"),
        marked("Until the canvas is concluded, or an office removes them"),
        marked("The server no longer takes them from then on, and removes them; a code goes when it is used"),
        True,
    ),
    Kept(
        marked("An e-mail address, what somebody follows, and how far they have read"),
        marked("Until they remove it or are erased"),
        marked("Nothing ends it by itself"),
        False,
    ),
    Kept(
        marked("The words that people bring, and their permissions"),
        marked("Until they have them erased, or somebody who may orders it"),
        marked("Nothing ends it by itself; taking down hides the words and keeps them"),
        False,
    ),
    Kept(
        marked("The record: who joined, responded and voted under which made-up name, when, and what offices did"),
        marked("For good"),
        marked("The database refuses to change or remove an entry; the record holds no words"),
        False,
    ),
    Kept(
        marked("Backups, and what a server in front of this one writes down"),
        marked("As long as whoever runs this server keeps them"),
        marked("This software does not end it; the council has to say and do it"),
        False,
    ),
)
"""Everything that is kept about people, the shortest first."""
