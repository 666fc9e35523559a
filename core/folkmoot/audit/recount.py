"""Each result is counted again from the ballots in the record, where the way to decide is installed."""

import hashlib
from collections.abc import Mapping

from folkmoot.audit.laws import Laws
from folkmoot.audit.report import Report
from folkmoot.bundle import Bundle, Unreadable
from folkmoot.domain.rules import Method
from folkmoot.events.decision import Tallied
from folkmoot.events.entry import canonical


def recount(
    tallies: list[tuple[int, str, Tallied]], laws: Laws, methods: Mapping[str, Method], bundle: Bundle, report: Report
) -> None:
    """Count every decision again. tallies: (index, decision, result) of every result in the record."""
    counted, blobs = 0, set()
    for at, name, said in tallies:
        if said.detail:
            blobs.add(said.detail)
            _blob(at, said.detail, bundle, report)
        method = methods.get(said.method)
        if method is None or _major(method.version) != _major(said.version):
            report.not_checked.append(f"{name} not recounted: needs folkmoot_{said.method} {_major(said.version)}.x")
            continue
        counted += 1
        state = laws.decisions.get(name)
        if state is not None and state.called is not None:
            outcome = method.tally(state.ballots, state.options, said.params)
            detail = "" if outcome.detail is None else hashlib.sha256(canonical(outcome.detail)).hexdigest()
            if (outcome.chosen, outcome.counts, detail) != (said.chosen, said.counts, said.detail):
                report.fault(at, f"counted again, {name} comes out as {', '.join(outcome.chosen) or 'nothing'}: {outcome.counts}.")
    report.figures["recounted"] = counted
    if tallies:
        report.checked.append(f"{counted} of {len(tallies)} results were counted again from the ballots.")
    folder = bundle.folder / "blobs"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in blobs:
            report.fault(None, f"blobs/{path.name} is named by no entry.")


def _blob(at: int, name: str, bundle: Bundle, report: Report) -> None:
    try:
        if hashlib.sha256(bundle.bytes_of(f"blobs/{name}")).hexdigest() != name:
            report.fault(at, f"the file blobs/{name} that it names is another one.")
    except Unreadable as fault:
        report.fault(at, str(fault))


def _major(version: str) -> str:
    return version.partition(".")[0]
