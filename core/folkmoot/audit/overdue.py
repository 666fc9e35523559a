"""What was owed and its day passed: worked out from the entries alone, and held against what the house said of it."""

from folkmoot.audit.laws import Laws
from folkmoot.audit.report import Report
from folkmoot.domain.duty import Duty, later

LISTED = 50
"""Duties that are named in the report; beyond that they are counted."""


def check_overdue(laws: Laws, report: Report) -> None:
    """Name what is overdue at the end of the record, and each such thing that the host left out.

    The house has a day to say so, because it may have been down when the day passed.
    """
    end, known = laws.day, laws.duties.known
    if not end:
        return
    late = sorted((duty.due, stream, duty) for stream, duty in known.items() if duty.overdue(end))
    for due, stream, duty in late:
        if duty.unnoted(end) and later(due, 1) < end:
            report.fault(None, f"the host left out that {stream} was overdue: it was due on {due}, and the record goes to {end}.")
    _tell(end, known, late, report)


def _tell(end: str, known: dict[str, Duty], late: list[tuple[str, str, Duty]], report: Report) -> None:
    owed, met = (sum(duty.open for duty in known.values()), sum(bool(duty.due) and duty.met for duty in known.values()))
    report.figures |= {"owed": owed, "met": met, "overdue": len(late)}
    if owed + met == 0:
        return
    report.checked.append(
        f"What the body owes was worked out from the entries: {met} questions, decisions and commitments were answered or"
        f" settled, {owed} are owed on {end}, and {len(late)} of those are overdue."
    )
    for due, stream, duty in late[:LISTED]:
        said = "the record says so" if duty.noted == due else "the record need not say so before the day after"
        report.checked.append(f"Overdue: the {duty.what} {stream} was due on {due}; {said}.")
