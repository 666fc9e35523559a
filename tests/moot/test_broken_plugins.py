"""A plugin that raises, hangs or answers nonsense stops neither the writer nor anybody else's words."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from folkmoot.asking import Asked
from folkmoot.domain.canvas import OpenCanvas
from folkmoot.domain.community import FoundCommunity
from folkmoot.domain.deciding import CallDecision, CastBallot, Choice, CloseDecision, OpenDecision
from folkmoot.domain.participant import Join
from folkmoot.domain.plugin import EnablePlugin
from folkmoot.domain.rules import Method, Outcome, Refused
from folkmoot.moot import Author, Moot, Writer
from folkmoot.record.ids import new_id
from folkmoot.record.keyring import Keyring
from folkmoot.record.store import MemoryStore
from tests.moot.test_moot import said

HOUSE = Author("house")
Tally = Callable[[Mapping[str, Any], tuple[str, ...], dict[str, Any]], Any]


class Way:
    """A way to decide that counts as it was told to."""

    name, version = "odd", "1.0.0"

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def check(self, choice: Any, options: tuple[str, ...], params: dict[str, Any]) -> None:
        if choice == "raise":
            raise KeyError(choice)
        if choice == "leave":
            sys.exit("a plugin wants to end the process")
        if isinstance(choice, list):
            choice.clear()

    def check_params(self, params: dict[str, Any], options: tuple[str, ...]) -> None:
        params["mine"] = 1

    def tally(self, ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        return self._tally(ballots, options, params)  # type: ignore[no-any-return]  # whatever it is


class Place:
    """A canvas with a decision that is open, under a way to decide."""

    def __init__(self, folder: Path, method: Method) -> None:
        self.store, self.keyring = MemoryStore(), Keyring(folder / "keyring.db", b"k" * 32)
        self.writer = Writer(self.store, self.keyring, {"odd": method})
        self.moot = Moot("elm", self.writer)
        founding = FoundCommunity(
            name="Elm", languages=("en",), charter="We listen.", steward="Clerk", checkpoint_key="a", receipt_key="b"
        )
        self.moot.do(founding, HOUSE)
        self.moot.do(EnablePlugin(plugin="odd", version="1.0.0", methods=("odd",)), HOUSE)
        self.canvas = self.moot.do(OpenCanvas(question="Which?", promise="We answer.", level="inform"), HOUSE).made
        options = Choice(text="A tree"), Choice(text="A bench")
        call = CallDecision(canvas=self.canvas, question="Which?", options=options, method="odd")
        self.decision = self.moot.do(call, HOUSE).made
        self.moot.do(OpenDecision(decision=self.decision), HOUSE)
        self.person = Author(new_id("p_"), "per_anna")
        self.moot.do(Join(canvas=self.canvas), self.person)

    def votes(self, choice: Any) -> None:
        self.moot.do(CastBallot(decision=self.decision, choice=choice), self.person)

    def closes(self) -> None:
        self.moot.do(CloseDecision(decision=self.decision), HOUSE)

    def still_takes(self) -> bool:
        return self.moot.submit(said(self.canvas, "Still here."), self.person).result(timeout=10).first > 0


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[[Tally], Place]]:
    made: list[Place] = []

    def build(tally: Tally) -> Place:
        made.append(Place(tmp_path, Way(tally)))
        return made[-1]

    yield build
    for each in made:
        each.writer.close()
        each.keyring.close()


def _raises(ballots: Any, options: Any, params: Any) -> Any:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (_raises, "failed"),
        (lambda *_: None, "no result"),
        (lambda *_: Outcome(("a",), {"a": 0.5}), "no result"),  # type: ignore[dict-item]  # that is what is wrong with it
        (lambda *_: Outcome(("nobody",), {}), "no result"),
        (lambda *_: Outcome(["a"], {"a": 1}), "no result"),  # type: ignore[arg-type]  # as above
    ],
)
def test_a_tally_that_fails_is_refused_in_a_sentence_and_the_writer_goes_on(
    place: Callable[[Tally], Place], tally: Tally, sentence: str
) -> None:
    here = place(tally)
    with pytest.raises(Refused, match=sentence):
        here.closes()
    assert here.still_takes()


@pytest.mark.parametrize("choice", ["raise", "leave"])
def test_a_check_that_fails_is_refused_and_the_next_ballot_is_taken(place: Callable[[Tally], Place], choice: str) -> None:
    here = place(_raises)
    with pytest.raises(Refused, match="failed"):
        here.votes(choice)
    here.votes(["a"])


def test_a_plugin_that_changes_what_it_is_given_changes_no_ballot_and_no_terms(place: Callable[[Tally], Place]) -> None:
    seen: list[Any] = []

    def count(ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        seen.append((dict(ballots), dict(params)))
        ballots.clear()  # type: ignore[attr-defined]  # a plugin may try
        return Outcome(("a",), {"a": 1, "b": 0})

    here = place(count)
    here.votes(["a"])
    here.closes()
    assert seen == [({here.person.name: ["a"]}, {})]


def test_a_plugin_that_hangs_is_given_up_and_asked_no_more() -> None:
    release, asked = threading.Event(), []

    def hang(*_: Any) -> Any:
        asked.append(1)
        release.wait(30)

    method = Asked(Way(hang), long=0.2)
    for _ in range(2):
        with pytest.raises(Refused, match="does not answer"):
            method.tally({}, ("a", "b"), {})
    release.set()
    assert len(asked) == 1
    end = time.monotonic() + 10
    while any(thread.name == "plugin odd" for thread in threading.enumerate()) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(thread.name == "plugin odd" for thread in threading.enumerate()), "its thread ends once it can"
