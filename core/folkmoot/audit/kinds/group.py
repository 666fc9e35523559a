"""What has to hold where a group opens and closes places in its canvas, and agrees its own rules."""

from folkmoot.audit.kinds.decision import binding
from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.domain.canvas import Canvas
from folkmoot.events.canvas import GroupRulesAgreed, PlaceClosed, PlaceOpened
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _place(laws: Laws, entry: Entry, fact: PlaceOpened | PlaceClosed) -> None:
    state = laws.groups.setdefault(entry.s, Canvas())
    was_open = fact.place in state.places
    state.evolve(entry, fact)
    laws.going(entry.s)
    if state.opens == "everyone" and entry.by.startswith("p_"):
        laws.here(entry, entry.s)
    else:
        laws.office(entry, "facilitator", "steward")
    if was_open is isinstance(fact, PlaceOpened):
        raise Broken("it opens a place that is open, or closes one that is not.")


def _agreed(laws: Laws, entry: Entry, fact: GroupRulesAgreed) -> None:
    state = laws.groups.setdefault(entry.s, Canvas())
    before, carried = state.version, fact.decided_by in state.carried
    state.evolve(entry, fact)
    laws.going(entry.s)
    if fact.version != before + 1:
        raise Broken(f"version {fact.version} of the group's rules does not follow version {before}.")
    if not fact.decided_by:
        laws.office(entry, "facilitator")
        if before and entry.s in laws.deciding:
            raise Broken("it changes the rules of a group that decides together without naming a decision of it.")
        return
    laws.office(entry, "facilitator", "steward")
    if binding(laws, fact.decided_by).canvas != entry.s or carried:
        raise Broken("it carries out what was decided elsewhere, or was carried out before.")


LAWS: dict[type[Fact], Law] = {PlaceOpened: _place, PlaceClosed: _place, GroupRulesAgreed: _agreed}
