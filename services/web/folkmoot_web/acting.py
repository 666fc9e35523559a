"""A viewer acts as their office, or under a pseudonym of their own in each canvas, made when they first act there."""

import asyncio
import hashlib
from typing import NamedTuple

import msgspec

from folkmoot.domain import Command
from folkmoot.domain.appeal import DecideAppeal
from folkmoot.domain.calling import SecondDecision
from folkmoot.domain.canvas import AnswerCanvas, ConcludeCanvas, OpenCanvas
from folkmoot.domain.card import CheckCard
from folkmoot.domain.commitment import (
    AnswerDispute,
    DeliverCommitment,
    MakeCommitment,
    MissCommitment,
    MoveCommitment,
    ReportProgress,
)
from folkmoot.domain.community import TakeRoleBack
from folkmoot.domain.contributing import Contribute, Link
from folkmoot.domain.contribution import Contribution
from folkmoot.domain.deciding import AnswerDecision, CallDecision, CastBallot
from folkmoot.domain.helping import AskForHelp
from folkmoot.domain.papers import CheckBallots
from folkmoot.domain.participant import EraseParticipant, Join, Leave, Respond
from folkmoot.domain.proposing import SupportProposal
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.domain.speaking import Spoken
from folkmoot.domain.topic import SecondTopic
from folkmoot.events.community import Role
from folkmoot.events.entry import read
from folkmoot.moot import Author, Done
from folkmoot.record.ids import new_id
from folkmoot.record.store import Stopped
from folkmoot.views import duty as duties
from folkmoot_web.front import Front
from folkmoot_web.policy import NOT_YOURS, TAKE_PART_FIRST
from folkmoot_web.problem import Problem, not_here
from folkmoot_web.second import check_card, check_other, check_second
from folkmoot_web.things import PREFIXES
from folkmoot_web.viewer import Viewer

STILL_SERVES = (
    "You serve in an office here, and an office that nobody holds can do nothing more. "
    "Ask a steward to take your roles back first; then everything of yours can be erased."
)

JOINING = (Spoken, Respond, CallDecision, SecondDecision, CastBallot, Link, SecondQuestion, SecondTopic, SupportProposal, Join)
"""What a person may do in a canvas as their first act there."""

HELP = "help "
"""Begins what a pseudonym stands under that asked for help, in the place of a canvas."""

OWED = (
    *(AnswerCanvas, AnswerDecision, AnswerQuestion),
    *(AnswerDispute, DeliverCommitment, MakeCommitment, MissCommitment, MoveCommitment, ReportProgress),
)
"""What one office owes and no other can give."""


class Actor(NamedTuple):
    """A viewer in one community. wanted: roles of which one is asked for; the office that holds it acts."""

    viewer: Viewer
    community: str
    wanted: tuple[Role, ...] = ()


async def do(front: Front, who: Actor, command: Command, key: str = "", canvas: str = "") -> Done:
    """Ask for something and wait until the views of this process show it.

    key: names this very asking; without one a contribution is named by its content, so that a form sent twice is one
    entry. canvas: where, for a command that does not say so itself.
    Raises Refused, and Problem when the viewer cannot act there.
    """
    if isinstance(command, OpenCanvas) and who.viewer.person and not front.offices(who.viewer, who.community):
        return await _opened(front, who, command, key)
    if isinstance(command, AskForHelp) and who.viewer.person and not front.offices(who.viewer, who.community):
        return await _asked_for_help(front, who, command, key)
    author = await _author(front, who, command, canvas or _canvas(front, who.community, command))
    if isinstance(command, Join):
        return Done()
    if isinstance(command, DecideAppeal):
        check_second(front.store, who.community, command.contribution, front.offices(who.viewer, who.community))
    if isinstance(command, CheckBallots):
        check_other(front.store, who.community, command.decision, command.batch, front.offices(who.viewer, who.community))
    if isinstance(command, CheckCard):
        offices = front.offices(who.viewer, who.community)
        await asyncio.to_thread(check_card, front.people, who.community, command.contribution, offices)
    asked = type(command).__name__.encode() + msgspec.json.encode(command, order="sorted")
    content = hashlib.sha256(asked).hexdigest()
    if key:
        done = await submit(front, who.community, command, author, f"{key} {content}")
    elif isinstance(command, Contribute):
        done = await _contribute(front, who.community, command, author, content)
    else:
        done = await submit(front, who.community, command, author, "")
    if isinstance(command, EraseParticipant):
        front.installation.erasures.wake()
    if isinstance(command, TakeRoleBack | ConcludeCanvas):
        await asyncio.to_thread(_let_go, front, who.community, command)
    return done


def _let_go(front: Front, community: str, command: TakeRoleBack | ConcludeCanvas) -> None:
    """What is kept about people outside the record goes once what it was kept for is over."""
    if isinstance(command, TakeRoleBack):
        if not front.standing.roles(community, command.office):
            front.people.close_office(community, command.office)
    else:
        front.people.invitations.close(community, command.canvas)
        front.people.listed.drop(community, command.canvas)


async def submit(front: Front, community: str, command: Command, author: Author, key: str, via: str = "web") -> Done:
    """Put a command to the moot, and wait until it is durable and the views show it. via: channel.

    Raises Refused, Conflict, Stopped.
    """
    future = front.moot(community).submit(command, author, key or None, via)
    try:
        # shielded: a request that is given up must not cancel what the writer is about to answer
        done = await asyncio.shield(asyncio.wrap_future(future))
    except Stopped as stopped:
        front.stopped = str(stopped)
        raise
    if done.last >= 0:
        await front.shown(community, done.last)
    return done


async def _contribute(front: Front, community: str, command: Contribute, author: Author, content: str) -> Done:
    """The same words a second time are the same contribution, unless its author took the first one back."""
    key = f"content {content}"
    while True:
        done = await submit(front, community, command, author, key)
        piece = Contribution()
        for leaf in front.store.stream(community, done.made):
            entry = read(leaf)
            piece.evolve(entry, entry.fact())
        if not (piece.withdrawn or piece.erased):
            return done
        key = f"content {content} after {done.first}"


def _canvas(front: Front, community: str, command: Command) -> str:
    """The canvas that a command is about, empty when it is about none.

    Raises Problem 404 when it names something that is not in this community.
    """
    for name in ("canvas", "contribution", *PREFIXES):
        if stream := getattr(command, name, ""):
            thing = front.things.find(community, stream, name)
            if thing is None:
                raise not_here()
            return thing.canvas
    return ""


async def _author(front: Front, who: Actor, command: Command, canvas: str) -> Author:
    viewer = who.viewer
    if not viewer.person:
        raise Problem(401, TAKE_PART_FIRST)
    offices = front.offices(viewer, who.community)
    if offices:
        if len(offices) > 1 and isinstance(command, OWED):
            offices = tuple(sorted(offices, key=_owes(front, who.community, command).__ne__))
        roles = front.standing.roles
        fit = [office for office in offices if roles(who.community, office).intersection(who.wanted)]
        return Author((fit or offices)[0], viewer.person)
    if not canvas:
        raise Problem(403, NOT_YOURS)
    async with front.joining(viewer.person):
        pseudonym = front.pseudonym(viewer, who.community, canvas)
        if isinstance(command, JOINING):
            return await _joined(front, who, canvas, pseudonym)
    if not pseudonym:
        raise Problem(403, TAKE_PART_FIRST if isinstance(command, Leave) else NOT_YOURS)
    return Author(pseudonym, viewer.person)


async def _opened(front: Front, who: Actor, command: OpenCanvas, key: str) -> Done:
    """Somebody without an office opens a canvas, under the pseudonym that they take part in it with from then on."""
    person, community, people = who.viewer.person, who.community, front.people
    async with front.joining(person):
        # linked before there is a canvas, so that what they opened is never nobody's
        pseudonym = await asyncio.to_thread(people.link, person, community, "", new_id("p_"))
        done = await submit(front, community, command, Author(pseudonym, person), key and f"{key} {person}")
        pseudonym = await asyncio.to_thread(people.link, person, community, done.made, pseudonym)
        await _joined(front, who, done.made, pseudonym)
    return done


async def _asked_for_help(front: Front, who: Actor, command: AskForHelp, key: str) -> Done:
    """Somebody asks for help under a pseudonym of this one asking; a form sent twice is one."""
    asked = f"{HELP}{hashlib.sha256(f'{key} {command.canvas} {command.text}'.encode()).hexdigest()}"
    pseudonym = await asyncio.to_thread(front.people.link, who.viewer.person, who.community, asked, new_id("p_"))
    return await submit(front, who.community, command, Author(pseudonym, who.viewer.person), f"help {pseudonym}")


def _owes(front: Front, community: str, command: Command) -> str:
    """The office from which something is due, empty when nothing is: somebody with several speaks as this one."""
    if isinstance(command, MakeCommitment):
        return command.owner
    named = next(getattr(command, name) for name in ("canvas", "decision", "contribution", "commitment") if hasattr(command, name))
    with front.views(community).reading() as view:
        clock = duties.clock(view, named, front.today)
    return clock.office if clock else ""


async def _joined(front: Front, who: Actor, canvas: str, pseudonym: str) -> Author:
    """Their pseudonym, linked before it joins: an entry nobody can be found for again would be beyond erasing."""
    person = who.viewer.person
    if not pseudonym:
        pseudonym = new_id("p_")
        await asyncio.to_thread(front.people.link, person, who.community, canvas, pseudonym)
    author = Author(pseudonym, person)
    if front.things.find(who.community, pseudonym) is None:
        await submit(front, who.community, Join(canvas=canvas), author, f"join {pseudonym}")
    return author


def taken(front: Front, person: str) -> list[tuple[str, str, str]]:
    """(community, canvas, pseudonym) of each canvas in which somebody takes part; asking for help is no part in one."""
    return [part for part in front.people.pseudonyms(person) if not part[1].startswith(HELP)]


def serves(front: Front, person: str) -> bool:
    """Whether somebody holds a role in any community of this site."""
    return any(front.standing.roles(community, office) for community, office in front.people.offices(person))


async def erase_person(front: Front, viewer: Viewer) -> int:
    """Erase somebody: in every canvas they took part in, and then as a person with contact and sessions.

    Answers in how many canvases. Raises Problem 422 for somebody who serves in an office: who holds it is then nobody,
    and a community could be left without a steward.
    """
    if serves(front, viewer.person):
        raise Problem(422, STILL_SERVES)
    parts = len(taken(front, viewer.person))
    communities = {community for community, _, _ in front.people.pseudonyms(viewer.person)}
    await asyncio.to_thread(front.installation.forget, viewer.person)
    for community in communities:
        await front.shown(community, front.store.head(community).size - 1)
    return parts
