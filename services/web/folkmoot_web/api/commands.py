"""Every command that a page may give has one address, takes the command itself as JSON, and says who may give it."""

import re

import msgspec

from folkmoot.domain import Command
from folkmoot.domain.alternative import EndAlternative, MakeAlternative
from folkmoot.domain.amending import (
    AcceptAmendment,
    DeclineAmendment,
    MergeProposal,
    ObjectToMerge,
    OfferAmendment,
    SplitProposal,
)
from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.attaching import AttachToContribution, DetachFromContribution
from folkmoot.domain.calling import SecondDecision
from folkmoot.domain.canvas import AnswerCanvas, ConcludeCanvas, MakePromise, OpenCanvas
from folkmoot.domain.card import CheckCard
from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    DisputeCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.community import (
    AmendCharter,
    FoundCommunity,
    GiveRole,
    NameSource,
    TakeRoleBack,
)
from folkmoot.domain.contributing import (
    Contribute,
    EraseContribution,
    GiveConsent,
    Link,
    Revise,
    Share,
    Withdraw,
    WithdrawConsent,
)
from folkmoot.domain.deciding import (
    AnswerDecision,
    AttachView,
    CallDecision,
    CallOff,
    CastBallot,
    CloseDecision,
    OpenDecision,
    ReviewDecision,
)
from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.group import AgreeGroupRules, ClosePlace, OpenPlace
from folkmoot.domain.helping import AskForHelp, OpenForCare
from folkmoot.domain.meeting import (
    AgreeToNotes,
    AskForAccess,
    CallMeeting,
    CancelMeeting,
    ChangeMeeting,
    DisputeNotes,
    HoldMeeting,
    NoteMeeting,
)
from folkmoot.domain.moderation import Hide, Hold, PutForwardText, Redact, Release, Restore
from folkmoot.domain.papers import CheckBallots, EnterBallots
from folkmoot.domain.participant import Attest, EraseParticipant, Join, Leave, Respond
from folkmoot.domain.plugin import ConfigurePlugin, DisablePlugin, EnablePlugin, SuspendPlugin, UpgradePlugin
from folkmoot.domain.proposing import (
    AdmitEditor,
    BeginProposal,
    ContestSubstance,
    PublishVersion,
    SupportProposal,
    WithdrawProposal,
    WithdrawSupport,
)
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.domain.restoring import ContinueRecord, DeclareRestored
from folkmoot.domain.review import CloseReview, OpenReview, Remark
from folkmoot.domain.rounds import CloseRound, OpenRound, PassTurn, TakeTurn
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme, RenameTheme, Unlink, UpholdLink
from folkmoot.domain.topic import LayTopicAside, MergeTopic, RaiseTopic, SecondTopic
from folkmoot.moot import Done
from folkmoot_web.answers import Answer, Data
from folkmoot_web.ask import Ask
from folkmoot_web.policy import Policy, guest, member, offices, owner, participant, roles
from folkmoot_web.routing import Route, Routes

ROOT = "/api/v1/communities/{community}"

_mine = owner("contribution")
_calling = roles("facilitator", "officer", "steward")
# participants as well where the group's rules say so
_opening = Policy("participant", roles=("facilitator", "steward"))

MAY: dict[type[Command], Policy] = {
    AmendCharter: roles("steward"),
    GiveRole: roles("steward"),
    TakeRoleBack: roles("steward"),
    DisablePlugin: roles("steward"),
    NameSource: roles("steward", "facilitator"),
    # which of them, the charter of the community says
    # by the charter, which may let anybody
    OpenCanvas: guest,
    AnswerCanvas: offices,
    MakePromise: offices,
    ConcludeCanvas: roles("facilitator", "steward"),
    Join: guest,
    Attest: _calling,
    Leave: participant,
    Respond: guest,
    EraseParticipant: owner("participant", "steward"),
    Contribute: guest,
    Share: _mine,
    Revise: _mine,
    Withdraw: _mine,
    GiveConsent: _mine,
    WithdrawConsent: _mine,
    DetachFromContribution: _mine,
    Link: guest,
    AskForHelp: guest,
    OpenForCare: roles("safeguarding"),
    RaiseTopic: guest,
    SecondTopic: guest,
    MergeTopic: member,
    LayTopicAside: member,
    OpenPlace: _opening,
    ClosePlace: _opening,
    AgreeGroupRules: roles("facilitator", "steward"),
    MakeTheme: guest,
    RenameTheme: guest,
    LinkToTheme: guest,
    ContestLink: guest,
    UpholdLink: guest,
    Unlink: member,
    BeginProposal: guest,
    SupportProposal: guest,
    WithdrawSupport: member,
    ContestSubstance: guest,
    OfferAmendment: guest,
    # who edits a proposal, the rules say
    PublishVersion: member,
    AdmitEditor: member,
    WithdrawProposal: member,
    AcceptAmendment: member,
    DeclineAmendment: member,
    MergeProposal: member,
    ObjectToMerge: member,
    SplitProposal: member,
    EraseContribution: owner("contribution", "steward"),
    Hold: roles("moderator", "facilitator"),
    Release: roles("moderator", "facilitator"),
    Hide: roles("moderator"),
    Restore: roles("moderator"),
    Report: guest,
    Appeal: _mine,
    # never the office that held or hid it
    DecideAppeal: roles("moderator", "steward"),
    CheckCard: roles("facilitator", "steward"),
    PutForwardText: roles("facilitator", "steward"),
    Redact: roles("steward", "moderator"),
    CallDecision: guest,
    SecondDecision: guest,
    CallOff: member,
    OpenDecision: _calling,
    CastBallot: guest,
    EnterBallots: _calling,
    CheckBallots: _calling,
    CloseDecision: _calling,
    ReviewDecision: _calling,
    # which office, the rules say: the one that is asked or has promised, or an officer
    AttachView: guest,
    AnswerDecision: offices,
    AnswerQuestion: offices,
    SecondQuestion: guest,
    MakeCommitment: offices,
    MoveCommitment: offices,
    ReportProgress: offices,
    DeliverCommitment: offices,
    MissCommitment: offices,
    AnswerDispute: offices,
    DisputeCommitment: guest,
    CallMeeting: _calling,
    ChangeMeeting: _calling,
    CancelMeeting: _calling,
    HoldMeeting: _calling,
    AskForAccess: guest,
    NoteMeeting: guest,
    AgreeToNotes: participant,
    DisputeNotes: guest,
    OpenRound: roles("facilitator", "steward"),
    TakeTurn: guest,
    PassTurn: participant,
    CloseRound: roles("facilitator", "steward"),
    OpenReview: member,
    Remark: guest,
    CloseReview: roles("facilitator", "steward"),
}
"""Who may give a command; the rules of the domain may ask for more."""

_CLOCK = "the house does this by itself, when the day has passed"
_PAGE = "what a plugin asks for is read from its package and shown on its page, where a steward says yes to it"
_OTHER_WORDS = "it is done on a page that shows what stands already beside the original"
_HOUSE = "only whoever runs the installation can do this, at its command line"

NOT_OFFERED: dict[type[Command], str] = {
    FoundCommunity: _HOUSE,
    DeclareRestored: _HOUSE,
    ContinueRecord: _HOUSE,
    NoteOverdue: _CLOCK,
    EnablePlugin: _PAGE,
    ConfigurePlugin: _PAGE,
    UpgradePlugin: "the house does this by itself, when it starts with another version",
    SuspendPlugin: "the house does this by itself, when a plugin fails again and again",
    MakeAlternative: _OTHER_WORDS,
    EndAlternative: _OTHER_WORDS,
    AttachToContribution: "a file comes with the form of a page, where a picture is drawn anew before it is kept",
}

routes = Routes()


class LeaveCanvas(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Leave a canvas. What was said stays, under the same made-up name."""

    canvas: str


def name(command: type[Command]) -> str:
    """The command in addresses: `put-forward-text`."""
    return re.sub(r"(?<=.)([A-Z])", r"-\1", command.__name__).lower()


async def _give(ask: Ask, form: Command) -> Answer:
    return Data(await ask.do(form))


async def _leave(ask: Ask, form: LeaveCanvas) -> Answer:
    return Data(await ask.do(Leave(), canvas=form.canvas))


for _command, _may in MAY.items():
    _leaving = _command is Leave
    routes.add(
        Route(
            "POST",
            f"{ROOT}/do/{name(_command)}",
            _may,
            _leave if _leaving else _give,
            "json",
            LeaveCanvas if _leaving else _command,
            answer=Done,
            says=(_command.__doc__ or "").strip().partition("\n")[0] or name(_command).replace("-", " ").capitalize(),
        )
    )
