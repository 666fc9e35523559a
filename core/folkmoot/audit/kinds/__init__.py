"""For each kind of fact, what has to hold where it stands; a file a noun, one function a kind."""

from folkmoot.audit.kinds import (
    alternative,
    amending,
    attaching,
    calling,
    canvas,
    care,
    commitment,
    community,
    contribution,
    decision,
    duty,
    group,
    meeting,
    papers,
    participant,
    plugin,
    proposal,
    record,
    review,
    rounds,
    theme,
    topic,
)
from folkmoot.audit.laws import Law
from folkmoot.events.fact import Fact

LAWS: dict[type[Fact], Law] = {
    **community.LAWS,
    **plugin.LAWS,
    **canvas.LAWS,
    **participant.LAWS,
    **contribution.LAWS,
    **attaching.LAWS,
    **alternative.LAWS,
    **care.LAWS,
    **calling.LAWS,
    **decision.LAWS,
    **papers.LAWS,
    **meeting.LAWS,
    **rounds.LAWS,
    **review.LAWS,
    **topic.LAWS,
    **group.LAWS,
    **theme.LAWS,
    **proposal.LAWS,
    **amending.LAWS,
    **duty.LAWS,
    **commitment.LAWS,
    **record.LAWS,
}
"""Kind of fact -> what has to hold where it stands."""

__all__ = ["LAWS"]
