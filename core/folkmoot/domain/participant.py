"""A person joins a canvas under a pseudonym, answers statements one response each, and may leave or be erased."""

from typing import Literal

import msgspec

from folkmoot.domain.canvas import date, going
from folkmoot.domain.community import STREAM
from folkmoot.domain.contribution import existing
from folkmoot.domain.rules import Act, Command, Context, Refused
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown
from folkmoot.events.participant import Attested, Joined, Left, ParticipantErased, ResponseGiven, Roll, Value

JOIN_FIRST = "Join this canvas first; then you can take part under a made-up name."
NOBODY = "There is nobody of that made-up name in this canvas now; go back and choose again."


class Participant(msgspec.Struct):
    """roll: the latest. joined: index of the entry, -1 before. rolls: each roll they are on, with the index of the
    entry that put them there. responses: statement -> value.
    """

    canvas: str = ""
    roll: Roll = "open"
    joined: int = -1
    rolls: dict[Roll, int] = {}
    left: bool = False
    erased: bool = False
    responses: dict[str, Value] = {}

    def evolve(self, entry: Entry, fact: Fact | Unknown) -> None:
        match fact:
            case ResponseGiven():
                self.responses[fact.statement] = fact.value
            case Joined():
                self.canvas, self.roll, self.joined, self.left = fact.canvas, fact.roll, entry.i, False
                self.rolls = {fact.roll: entry.i}
            case Attested():
                self.roll = fact.roll
                self.rolls.setdefault(fact.roll, entry.i)
            case Left():
                self.left = True
            case ParticipantErased():
                self.erased = True


class Join(Command, frozen=True):
    """The one who asks brings the pseudonym; roll: how it was established who they are.

    Somebody who left comes back under the same pseudonym, so that their ballots and responses stay one a person.
    """

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
    them = ctx.look(ctx.by, Participant, "This made-up name cannot be used; reload the page to get another one.")
    if them.erased or (them.left and them.canvas != command.canvas):
        raise Refused("This made-up name is not used any more; reload the page to get another one.")
    if them.joined >= 0 and not them.left:
        raise Refused("You have joined this canvas already.")
    if (command.roll == "import") != (ctx.via == "import"):
        raise Refused("Only an import brings people in by import.")
    if command.roll not in ("open", "import"):
        raise Refused("An office has to establish who you are; join openly first.")
    return [Act(ctx.by, Joined(canvas=command.canvas, roll=command.roll))]


def attest(command: Attest, ctx: Context) -> list[Act]:
    ctx.require("facilitator", "officer", "steward")
    them = ctx.look(command.participant, Participant, NOBODY)
    if them.joined < 0 or them.left or them.erased:
        raise Refused(NOBODY)
    going(ctx, them.canvas)
    if command.roll in them.rolls:
        raise Refused("This is on record already.")
    return [Act(command.participant, Attested(roll=command.roll))]


def leave(command: Leave, ctx: Context) -> list[Act]:
    present(ctx, ctx.by)
    return [Act(ctx.by, Left())]


def respond(command: Respond, ctx: Context) -> list[Act]:
    statement = existing(ctx, command.statement)
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
    claimed = date(command.claimed)
    return [Act(ctx.by, ResponseGiven(statement=command.statement, value=command.value, claimed=claimed))]


def erase_participant(command: EraseParticipant, ctx: Context) -> list[Act]:
    them = ctx.look(command.participant, Participant, NOBODY)
    if command.participant != ctx.by:
        ctx.require("steward")
        if them.joined < 0:
            raise Refused(NOBODY)
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
    if ctx.is_office:
        raise Refused("Only people who joined this canvas can do this; an office has no vote and no response.")
    them = present(ctx, ctx.by)
    if them.canvas != canvas:
        raise Refused(JOIN_FIRST)
    return them


def active(ctx: Context, canvas: str) -> None:
    """Refuse unless the one who asks may act in a canvas: a participant of it, or an office that holds a role."""
    if not ctx.is_office:
        here(ctx, canvas)
    elif not ctx.see(STREAM).serves(ctx.by):
        raise Refused("This office holds no role any more; ask a steward to give it one.")
