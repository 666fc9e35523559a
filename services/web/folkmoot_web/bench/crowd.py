"""The people of the bench: a canvas with statements, and residents who mostly respond, sometimes contribute, rarely vote."""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, OpenDecision
from folkmoot.domain.participant import Join, Respond
from folkmoot.domain.rules import Command
from folkmoot.events.participant import Value
from folkmoot.installation import HOUSE, Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id
from folkmoot.settings import Settings

COMMUNITY = "bench"
VALUES: tuple[Value, ...] = (-1, 0, 1)
MIX = "90 % responses, 9 % statements with consent, 1 % ballots"


class Crowd(msgspec.Struct):
    """Who and what there is to respond to."""

    canvas: str
    decision: str
    people: list[Author]
    statements: list[str]


def statement(canvas: str, text: str) -> Contribute:
    """A statement shared with consent."""
    return Contribute(
        canvas=canvas,
        kind="statement",
        text=text,
        lang="en",
        publish=True,
        notice="publish/1",
        notice_text="May we show your words on this website?",
        notice_lang="en",
    )


def gather(home: Path, people: int = 200, statements: int = 100) -> tuple[Installation, Crowd]:
    """An installation in a new folder, with a crowd in it."""
    Installation.create(home, Settings())
    installation = Installation(home)
    installation.found(COMMUNITY, "Bench", "Measured side by side.", "Steward")
    moot = installation.moot(COMMUNITY)
    opened = OpenCanvas(question="What should we do first?", promise="We answer in spring.", level="involve")
    canvas = moot.do(opened, HOUSE, via="house").made
    crowd = [Author(new_id("p_"), f"per_{number}") for number in range(people)]
    for answer in [moot.submit(Join(canvas=canvas), author) for author in crowd]:
        answer.result()
    texts = [f"Statement number {n} about the street, the park and the buses." for n in range(statements)]
    answers = [moot.submit(statement(canvas, text), crowd[n % people]) for n, text in enumerate(texts)]
    options = tuple(Choice(text=f"Option {n}") for n in range(4))
    call = CallDecision(canvas=canvas, question="Which comes first?", options=options)
    decision = moot.do(call, HOUSE, via="house").made
    moot.do(OpenDecision(decision=decision), HOUSE, via="house")
    return installation, Crowd(canvas, decision, crowd, [answer.result().made for answer in answers])


def doings(crowd: Crowd, seed: int) -> Iterator[tuple[Author, Command]]:
    """Who does what next, without end, in the mix named above; the same for the same seed."""
    chance = random.Random(seed)
    while True:
        author, kind = chance.choice(crowd.people), chance.random()
        if kind < 0.9:
            yield author, Respond(statement=chance.choice(crowd.statements), value=chance.choice(VALUES))
        elif kind < 0.99:
            yield author, statement(crowd.canvas, f"A thought, number {chance.getrandbits(60)}, about the market square.")
        else:
            yield author, CastBallot(decision=crowd.decision, choice=sorted(chance.sample("abcd", 2)))
