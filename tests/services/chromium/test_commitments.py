"""The board, a commitment and what is due from an office as a browser shows them, on a desk and on a phone."""

from typing import Any

import pytest

from folkmoot.domain.commitment import DeliverCommitment, DisputeCommitment, MakeCommitment, MissCommitment, ReportProgress
from folkmoot.domain.contributing import Contribute
from folkmoot.domain.deciding import AnswerDecision, CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.question import AnswerQuestion, SecondQuestion
from folkmoot.moot import Author
from tests.services.browser import Site
from tests.services.chromium.conftest import OpenPage
from tests.services.chromium.seeing import axe, targets_below, wider_than_the_page
from tests.services.reading import settled
from tests.services.town import ASH, NOTICE, Resident, Town

SAID: dict[str, Any] = NOTICE | {"publish": True, "lang": "en"}


def _author(one: Resident) -> Author:
    return Author(one.pseudonym, one.person)


@pytest.fixture(scope="module")
def pages(town: Town) -> dict[str, list[str]]:
    """Who looks (a role, or empty) -> the pages about a decision with promises, some kept, and a question."""
    canvas, anna, officer = town.ash.canvas, _author(town.ash.anna), Author(town.ash.offices["officer"])
    options = (Choice(text="A bench in the shade"), Choice(text="A tree, and somebody who waters it in its first three summers"))
    decision = town.do(ASH, CallDecision(canvas=canvas, question="What goes beside the gate?", options=options))
    town.do(ASH, OpenDecision(decision=decision))
    town.do(ASH, CastBallot(decision=decision, choice=["b"]), anna)
    town.do(ASH, CloseDecision(decision=decision))
    town.do(ASH, AnswerDecision(decision=decision, outcome="changed", reasons="A tree, but a smaller one. " * 8), officer)
    made = [
        town.do(ASH, MakeCommitment(canvas=canvas, text=text, owner=officer.name, due="2100-01-01", decision=decision), officer)
        for text in ("A field maple stands beside the gate.", "It is watered for three summers.", "A bench stands under it.")
    ]
    town.do(ASH, ReportProgress(commitment=made[0], text="The hole is dug.", evidence="ab" * 32), officer)
    town.do(ASH, DeliverCommitment(commitment=made[0], text="It stands since Monday."), officer)
    town.do(ASH, DisputeCommitment(commitment=made[0], text="It lies on the ground.", **SAID), anna)
    town.do(ASH, MissCommitment(commitment=made[2], reason="The ground is too soft for a bench."), officer)
    questions = [
        town.do(ASH, Contribute(canvas=canvas, kind="question", text=text, to=officer.name, **SAID), anna)
        for text in ("Who waters the tree?", "When is the lamp mended?")
    ]
    for name in ("Carol", "Dan"):
        town.do(ASH, SecondQuestion(contribution=questions[0]), _author(town.resident(town.ash, name)))
    town.do(ASH, AnswerQuestion(contribution=questions[0], answer="The gardeners do, each Friday."), officer)
    settled(town)
    forms = [f"commitment/{made[1]}/{act}" for act in ("move", "progress", "deliver", "miss")]
    return {
        "": ["board", f"board?canvas={canvas}", f"commitment/{made[0]}", f"decision/{decision}", f"contribution/{questions[1]}"],
        "officer": [
            "duties",
            f"commitment/{made[0]}",
            f"commitment/{made[0]}/answer-dispute",
            f"canvas/{canvas}/commit?decision={decision}",
            f"decision/{decision}/answer",
            f"contribution/{questions[1]}/answer",
            *forms,
        ],
    }


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_they_fit_and_axe_finds_nothing(
    town: Town, site: Site, open_page: OpenPage, pages: dict[str, list[str]], width: int
) -> None:
    page = open_page(width=width)
    for role, paths in pages.items():
        if role:
            page.context.add_cookies([{"name": "folkmoot", "value": town.ash.staff[role], "url": site.origin}])
        for path in paths:
            answer = page.goto(f"{site.origin}/c/{ASH}/{path}")
            assert answer
            assert answer.status == 200, path
            assert axe(page) == [], path
            assert wider_than_the_page(page) == [], path
            assert targets_below(page, 24) == [], path
