"""Each result is counted again from the ballots in the record, where the way to decide is installed."""

import hashlib

from folkmoot.audit.laws import Laws, major
from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle, Unreadable
from folkmoot.domain.decision import Decision
from folkmoot.domain.rules import Method
from folkmoot.events.decision import Tallied
from folkmoot.events.entry import canonical

Tally = tuple[int, str, Tallied]
"""A result: index of its entry, stream of its decision, and what it says."""


def recount(tallies: list[Tally], laws: Laws, report: Report) -> None:
    """Count every decision again whose way to decide is installed, and say of the others what it would take."""
    counted = 0
    for at, name, said in tallies:
        method, state = laws.way(said.method, said.version), laws.decisions.get(name)
        if method is None:
            report.not_checked.append(f"{name} not recounted: needs folkmoot_{said.method} {major(said.version)}.x")
        elif state is not None and state.tallied is said:
            counted += 1
            _again(at, name, method, state, said, report)
    report.figures["recounted"] = counted
    if tallies:
        report.checked.append(f"{counted} of {len(tallies)} results were counted again from the ballots.")


def _again(at: int, name: str, method: Method, state: Decision, said: Tallied, report: Report) -> None:
    try:
        outcome = method.tally(state.ballots, state.options, state.terms.params)
        detail = "" if outcome.detail is None else hashlib.sha256(canonical(outcome.detail)).hexdigest()
    except Exception as fault:  # ballots that no door let in may be anything, and a plugin need not expect it
        report.fault(at, f"{name} cannot be counted again from its ballots: {type(fault).__name__}.")
        return
    if (outcome.chosen, outcome.counts, detail) != (said.chosen, said.counts, said.detail):
        report.fault(at, f"counted again, {name} comes out as {', '.join(outcome.chosen) or 'nothing'}: {outcome.counts}.")


def check_blobs(named: dict[str, int], bundle: Bundle, report: Report) -> None:
    """Every blob that an entry names is there and is that one, and no other is. named: SHA-256 -> index of the entry."""
    for name, at in named.items():
        try:
            if hashlib.sha256(bundle.blob(name)).hexdigest() != name:
                report.fault(at, f"the file blobs/{name} that it names is another one.")
        except Unreadable as fault:
            report.fault(at, str(fault))
    for name in bundle.names():
        if name.startswith("blobs/") and name[6:] not in named:
            report.fault(None, f"{name} is named by no entry.")
    if named:
        report.checked.append(f"{len(named)} public files are the ones that entries name.")
