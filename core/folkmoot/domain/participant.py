"""A person joins a canvas under a pseudonym, answers statements one response each, and may leave or be erased."""

from typing import Literal

import msgspec

from folkmoot.domain.canvas import going
from folkmoot.domain.contribution import Contribution
from folkmoot.domain.rules import Act, Command, Context, Refused
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.participant import Attested, Joined, Left, ParticipantErased, ResponseGiven, Roll, Value

JOIN_FIRST = "Join this canvas first; then you can take part under a made-up name."


class Participant(msgspec.Struct):
    """joined: index of the entry, -1 before. responses: statement -> value."""

    canvas: str = ""
    roll: Roll = "open"
    joined: int = -1
    left: bool = False
    erased: bool = False
    responses: dict[str, Value] = {}

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ResponseGiven():
                self.responses[fact.statement] = fact.value
            case Joined():
                self.canvas, self.roll, self.joined = fact.canvas, fact.roll, entry.i
            case Attested():
                self.roll = fact.roll
            case Left():
                self.left = True
            case ParticipantErased():
                self.erased = True


class Join(Command, frozen=True):
    """The one who asks brings the pseudonym; roll: how it was established who they are."""

    canvas: str
    roll: Roll = "open"


class Attest(Command, frozen=True):
    participant: str
    roll: Literal["invited", "code", "address", "attested"]


class Leave(Command, frozen=True):
    pass


class Respond(Command, frozen=True):
    """claimed: date `YYYY-MM-DD` that an import claims."""

    statement: str
    value: Value
    claimed: str = ""


class EraseParticipant(Command, frozen=True):
    """Everything that ties the pseudonym to a person goes: words, keys, contact and link."""

    participant: str
    ground: Literal["asked", "ordered"] = "asked"


def join(command: Join, ctx: Context) -> list[Act]:
    if not ctx.by.startswith("p_"):
        raise Refused("An office takes part in its own name; only a person joins a canvas.")
    going(ctx, command.canvas)
    if ctx.see(ctx.by).joined >= 0:
        raise Refused("You have joined this canvas already.")
    if (command.roll == "import") != (ctx.via == "import"):
        raise Refused("Only an import brings people in by import.")
    if command.roll not in ("open", "import"):
        raise Refused("An office has to establish who you are; join openly first.")
    return [Act(ctx.by, Joined(canvas=command.canvas, roll=command.roll))]


def attest(command: Attest, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    them = present(ctx, command.participant)
    if them.roll == command.roll:
        raise Refused("This is on record already.")
    return [Act(command.participant, Attested(roll=command.roll))]


def leave(command: Leave, ctx: Context) -> list[Act]:
    present(ctx, ctx.by)
    return [Act(ctx.by, Left())]


def respond(command: Respond, ctx: Context) -> list[Act]:
    statement = ctx.look(command.statement, Contribution, "There is no such statement; reload the page.")
    if statement.kind != "statement":
        raise Refused("Only a statement can be agreed or disagreed with; comment on this instead.")
    them = here(ctx, statement.canvas)
    going(ctx, statement.canvas)
    if not statement.visible and ctx.via != "import":
        raise Refused("This statement is not open for responses any more; choose another one.")
    if command.claimed and ctx.via != "import":
        raise Refused("Only an import may claim a date.")
    if them.responses.get(command.statement) == command.value and ctx.via != "import":
        return []
    return [Act(ctx.by, ResponseGiven(statement=command.statement, value=command.value, claimed=command.claimed))]


def erase_participant(command: EraseParticipant, ctx: Context) -> list[Act]:
    if command.participant != ctx.by:
        ctx.require("steward")
    them = ctx.look(command.participant, Participant, "There is no such participant.")
    if them.joined < 0:
        raise Refused("There is no such participant.")
    if them.erased:
        return []
    return [Act(command.participant, ParticipantErased(ground=command.ground))]


def present(ctx: Context, pseudonym: str) -> Participant:
    """A participant who joined, did not leave and is not erased; else refuse."""
    them = ctx.look(pseudonym, Participant, JOIN_FIRST)
    if them.joined < 0:
        raise Refused(JOIN_FIRST)
    if them.left or them.erased:
        raise Refused("You have left this canvas; join it again to take part.")
    return them


def here(ctx: Context, canvas: str) -> Participant:
    """The participant who asks, if they are in this canvas; else refuse."""
    them = present(ctx, ctx.by)
    if them.canvas != canvas:
        raise Refused(JOIN_FIRST)
    return them
