"""What each kind of fact changes in the tables, a file a noun; who may see words is not decided here."""

from folkmoot.events.fact import Fact
from folkmoot.views.step import Step
from folkmoot.views.steps import (
    alternative,
    canvas,
    commitment,
    community,
    contribution,
    decision,
    meeting,
    participant,
    plugin,
    proposal,
    record,
    theme,
    topic,
)

STEPS: dict[type[Fact], Step] = {
    **community.STEPS,
    **plugin.STEPS,
    **canvas.STEPS,
    **participant.STEPS,
    **contribution.STEPS,
    **alternative.STEPS,
    **decision.STEPS,
    **meeting.STEPS,
    **theme.STEPS,
    **proposal.STEPS,
    **topic.STEPS,
    **commitment.STEPS,
    **record.STEPS,
}
"""Kind of fact -> what it changes. A kind that is not here, and one that nobody knows, is carried and changes nothing else."""

__all__ = ["STEPS"]
