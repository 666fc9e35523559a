"""What has to hold where payloads are redacted, losses declared and a record continued."""

from folkmoot.audit.continued import Before
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


def _continued(laws: Laws, entry: Entry, fact: Continued) -> None:
    laws.before.append(Before(entry.i, fact, laws.keys.receipt))
    house(laws, entry, fact)
    if fact.size < 0 or not fact.origin:
        raise Broken("it does not say what the record was before.")


LAWS: dict[type[Fact], Law] = {Redacted: _redacted, RecordRestored: _restored, Continued: _continued}
