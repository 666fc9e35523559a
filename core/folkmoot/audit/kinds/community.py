"""What has to hold of founding, charter, roles, keys and sources."""

from typing import get_args

from folkmoot.audit.kinds.decision import binding
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.events.community import (
    HELPLINE,
    CharterAdopted,
    CharterAmended,
    Founded,
    KeysStated,
    Role,
    RoleGiven,
    RoleTakenBack,
    Rules,
    SourceNamed,
)
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def house(laws: Laws, entry: Entry, fact: Fact) -> None:
    """Only the house says this."""
    laws.community.evolve(entry, fact)
    if entry.by != "house":
        raise Broken("only the house says this.")


def _founded(laws: Laws, entry: Entry, fact: Founded) -> None:
    if entry.i:
        raise Broken("a record has one founding, and it is its first entry.")
    house(laws, entry, fact)


def _charter(laws: Laws, entry: Entry, fact: CharterAdopted | CharterAmended) -> None:
    if fact.version != laws.community.charter + 1:
        raise Broken(f"version {fact.version} of the charter does not follow version {laws.community.charter}.")
    if not _sound(fact.rules):
        raise Broken("its charter has rules that no charter may have.")
    laws.office(entry, "steward")
    laws.community.evolve(entry, fact)
    if isinstance(fact, CharterAmended) and fact.decision:
        binding(laws, fact.decision)


def _sound(rules: Rules) -> bool:
    numbers = 1 <= rules.grain <= 1440 and 0 <= rules.notice <= 8760 and rules.small >= 3
    numbers = numbers and 0 <= rules.seconds <= 1000 and 1 <= rules.answer <= 366
    numbers = numbers and 1 <= rules.care <= 31 and bool(HELPLINE.fullmatch(rules.helpline))
    return numbers and bool(rules.opens) and set(rules.opens) <= {"resident", *get_args(Role)}


def _stewards(laws: Laws, entry: Entry, fact: Fact) -> None:
    laws.office(entry, "steward")
    laws.community.evolve(entry, fact)


def _given(laws: Laws, entry: Entry, fact: RoleGiven) -> None:
    _stewards(laws, entry, fact)
    if fact.decision:
        binding(laws, fact.decision)


def _taken_back(laws: Laws, entry: Entry, fact: RoleTakenBack) -> None:
    held = laws.community.holds(fact.office, fact.role)
    _stewards(laws, entry, fact)
    if not held or not any("steward" in roles for roles in laws.community.roles.values()):
        raise Broken("it takes back a role that was not held, or leaves no steward.")
    if fact.decision:
        binding(laws, fact.decision)


def _keys(laws: Laws, entry: Entry, fact: KeysStated) -> None:
    laws.keys = fact
    house(laws, entry, fact)


def _source(laws: Laws, entry: Entry, fact: SourceNamed) -> None:
    if entry.n != 1:
        raise Broken("a source is named once.")
    laws.sources.add(entry.s)
    laws.office(entry, "steward", "facilitator")


LAWS: dict[type[Fact], Law] = {
    Founded: _founded,
    CharterAdopted: _charter,
    CharterAmended: _charter,
    RoleGiven: _given,
    RoleTakenBack: _taken_back,
    KeysStated: _keys,
    SourceNamed: _source,
}
