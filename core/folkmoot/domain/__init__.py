"""The rules: every command that can be asked, and every stream's state."""

import re

from folkmoot.domain import (
    alternative,
    amending,
    appeal,
    attaching,
    calling,
    canvas,
    card,
    commitment,
    community,
    contributing,
    deciding,
    duty,
    group,
    helping,
    meeting,
    moderation,
    papers,
    participant,
    plugin,
    proposing,
    question,
    restoring,
    review,
    rounds,
    theme,
    topic,
)
from folkmoot.domain.canvas import Canvas
from folkmoot.domain.commitment import Commitment
from folkmoot.domain.community import Community, Source
from folkmoot.domain.contribution import Contribution
from folkmoot.domain.decision import Decision
from folkmoot.domain.duty import DUTIES, Duties
from folkmoot.domain.meeting import Meeting
from folkmoot.domain.participant import Participant
from folkmoot.domain.proposal import Proposal
from folkmoot.domain.review import Review
from folkmoot.domain.rounds import Round
from folkmoot.domain.rules import Act, Command, Context, Decide, Refused, State
from folkmoot.domain.theme import Theme
from folkmoot.domain.topic import Topic

DECIDE: dict[type[Command], Decide] = {
    community.FoundCommunity: community.found,
    community.AmendCharter: community.amend_charter,
    community.GiveRole: community.give_role,
    community.TakeRoleBack: community.take_role_back,
    **plugin.RULES,
    community.NameSource: community.name_source,
    canvas.OpenCanvas: canvas.open_canvas,
    canvas.MakePromise: canvas.make_promise,
    canvas.AnswerCanvas: canvas.answer_canvas,
    canvas.ConcludeCanvas: canvas.conclude_canvas,
    participant.Join: participant.join,
    participant.Attest: participant.attest,
    participant.Leave: participant.leave,
    participant.Respond: participant.respond,
    participant.EraseParticipant: participant.erase_participant,
    contributing.Contribute: contributing.contribute,
    contributing.Share: contributing.share,
    contributing.Revise: contributing.revise,
    contributing.Withdraw: contributing.withdraw,
    contributing.GiveConsent: contributing.give_consent,
    contributing.WithdrawConsent: contributing.withdraw_consent,
    contributing.Link: contributing.link,
    contributing.EraseContribution: contributing.erase_contribution,
    moderation.Hold: moderation.hold,
    moderation.Release: moderation.release,
    moderation.Hide: moderation.hide,
    moderation.Restore: moderation.restore,
    moderation.PutForwardText: moderation.put_forward,
    moderation.Redact: moderation.redact,
    **alternative.RULES,
    **appeal.RULES,
    **attaching.RULES,
    **helping.RULES,
    **card.RULES,
    deciding.CallDecision: deciding.call_decision,
    **calling.RULES,
    deciding.OpenDecision: deciding.open_decision,
    deciding.CallOff: deciding.call_off,
    deciding.CastBallot: deciding.cast_ballot,
    papers.EnterBallots: papers.enter_ballots,
    papers.CheckBallots: papers.check_ballots,
    deciding.CloseDecision: deciding.close_decision,
    deciding.ReviewDecision: deciding.review_decision,
    deciding.AttachView: deciding.attach_view,
    deciding.AnswerDecision: deciding.answer_decision,
    **topic.RULES,
    **group.RULES,
    **theme.RULES,
    **proposing.RULES,
    **amending.RULES,
    **question.RULES,
    **commitment.RULES,
    duty.NoteOverdue: duty.note_overdue,
    **meeting.RULES,
    **rounds.RULES,
    **review.RULES,
    restoring.DeclareRestored: restoring.declare_restored,
    restoring.ContinueRecord: restoring.continue_record,
}
"""Command -> the rule that answers it."""

_STATES: dict[str, type[State]] = {
    "community": Community,
    "can": Canvas,
    "p": Participant,
    "con": Contribution,
    "dec": Decision,
    "src": Source,
    "com": Commitment,
    "the": Theme,
    "top": Topic,
    "pro": Proposal,
    "mee": Meeting,
    "rou": Round,
    "rev": Review,
}

_STREAM = re.compile(rf"community|(?:{'|'.join(_STATES)})_[a-z2-7]{{16}}")


def decide(command: Command, ctx: Context) -> list[Act]:
    """What is to be recorded when `command` is asked in `ctx`; empty when it is so already.

    Raises Refused with a sentence for the person who asked.
    """
    return DECIDE[type(command)](command, ctx)


def blank(stream: str) -> State | None:
    """The state of a stream, or of all duties, before its first entry; None when no such stream can be."""
    if stream == DUTIES:
        return Duties()
    return _STATES[stream.partition("_")[0]]() if _STREAM.fullmatch(stream) else None


__all__ = ["DECIDE", "Act", "Command", "Context", "Refused", "State", "blank", "decide"]
