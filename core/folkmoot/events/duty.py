"""What a body owes has a day by which it is due; that the day passed is a fact like any other."""

from folkmoot.events.fact import Fact, fact


@fact("duty.overdue")
class DutyOverdue(Fact, frozen=True):
    """On the stream of the question, the decision or the commitment. due: day that passed, `YYYY-MM-DD`; once for each."""

    due: str
