"""What has to hold where payloads are redacted, losses declared and a record continued."""

from folkmoot.audit.kinds.community import house
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact
from folkmoot.events.record import Continued, RecordRestored, Redacted


def _redacted(laws: Laws, entry: Entry, fact: Redacted) -> None:
    laws.office(entry, "steward", "moderator")
    if fact.entry >= entry.i or (fact.entry, fact.seal) not in laws.redactable:
        raise Broken("it redacts what is no payload of an office.")


def _restored(laws: Laws, entry: Entry, fact: RecordRestored) -> None:
    house(laws, entry, fact)
    if not 0 <= fact.start < fact.stop <= entry.i:
        raise Broken("it declares entries lost that are not there.")


LAWS: dict[type[Fact], Law] = {Redacted: _redacted, RecordRestored: _restored, Continued: house}
