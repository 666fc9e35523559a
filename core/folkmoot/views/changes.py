"""What weighs in a record is listed by kind and counted as it comes, so that two moments can be compared at little cost."""

from collections.abc import Callable
from typing import Any

from folkmoot.events import canvas, commitment, community, contribution, decision, duty, participant, plugin, question, record
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.views.batch import Batch


def _plain(fact: Any) -> str:
    return ""


def _quorum(fact: Any) -> str:
    return "binds" if fact.quorum_met else "too few"


DETAIL: dict[type[Fact], Callable[[Any], str]] = {
    community.CharterAdopted: _plain,
    community.CharterAmended: _plain,
    canvas.GroupRulesAgreed: _plain,
    community.RoleGiven: lambda fact: str(fact.role),
    community.RoleTakenBack: lambda fact: str(fact.role),
    plugin.PluginEnabled: lambda fact: str(fact.plugin),
    plugin.PluginUpgraded: lambda fact: str(fact.plugin),
    plugin.PluginSuspended: lambda fact: str(fact.plugin),
    plugin.PluginDisabled: lambda fact: str(fact.plugin),
    canvas.CanvasOpened: lambda fact: str(fact.level),
    canvas.CanvasPromised: lambda fact: str(fact.level),
    canvas.CanvasAnswered: _plain,
    canvas.CanvasConcluded: _plain,
    decision.Called: _plain,
    decision.CalledOff: _plain,
    decision.Opened: _plain,
    decision.Closed: _plain,
    decision.Tallied: _quorum,
    decision.DecisionAnswered: lambda fact: str(fact.outcome),
    decision.ViewAttached: _plain,
    decision.Reviewed: lambda fact: str(fact.outcome),
    contribution.Received: lambda fact: str(fact.kind),
    contribution.Hidden: lambda fact: str(fact.reason),
    contribution.Restored: _plain,
    contribution.Erased: lambda fact: str(fact.ground),
    participant.ParticipantErased: lambda fact: str(fact.ground),
    record.Redacted: _plain,
    record.RecordRestored: _plain,
    question.QuestionAnswered: _plain,
    duty.DutyOverdue: _plain,
    commitment.CommitmentMade: _plain,
    commitment.CommitmentMoved: _plain,
    commitment.CommitmentDelivered: _plain,
    commitment.CommitmentMissed: _plain,
    commitment.DisputeAnswered: lambda fact: str(fact.outcome),
}
"""Kind of fact that is listed -> the code, of those in its `pub`, by which it is told apart; in the order they are shown."""


def follow(batch: Batch, entry: Entry, fact: Fact | Unknown) -> None:
    """Take an entry in; one of a kind that is not listed changes nothing."""
    told = DETAIL.get(type(fact))  # type: ignore[arg-type]  # a kind that nobody knows is not listed
    if told is None:
        return
    group = entry.type, told(fact)
    sql = "INSERT INTO change_counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number"
    (number,) = batch.db.execute(sql, group).fetchone()
    batch.db.execute("INSERT INTO changes VALUES (?, ?, ?, ?)", (*group, entry.i, number))
