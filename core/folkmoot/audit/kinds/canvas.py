"""What has to hold where a canvas is opened, promised something, or concluded."""

from folkmoot.audit.laws import Broken, Law, Laws
from folkmoot.events.canvas import CanvasAnswered, CanvasConcluded, CanvasOpened, CanvasPromised
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact


def _opened(laws: Laws, entry: Entry, fact: CanvasOpened) -> None:
    if entry.n != 1:
        raise Broken("a canvas is opened once.")
    laws.canvases[entry.s] = True
    if "resident" not in laws.community.rules.opens:
        laws.office(entry, *laws.community.rules.opens)
    if fact.body and not laws.community.serves(fact.body):
        raise Broken("the body that is to answer is no office that holds a role.")
    if (fact.body or fact.answer_by) and entry.by.startswith("p_"):
        raise Broken("a person promises something for an office.")


def _promised(laws: Laws, entry: Entry, fact: CanvasPromised) -> None:
    laws.going(entry.s)
    promise = laws.duties.promises[entry.s]
    if not entry.by.startswith("o_"):
        raise Broken("a promise is made by an office.")
    if promise.own:
        raise Broken("the office that answers made its promise before.")
    if promise.body and laws.community.serves(promise.body):
        if entry.by != promise.body:
            raise Broken("another office is named as the one that answers.")
    else:
        laws.office(entry, "officer")


def _answered(laws: Laws, entry: Entry, fact: CanvasAnswered) -> None:
    promise = laws.duties.promises.get(entry.s)
    if promise is None or not promise.own:
        raise Broken("it answers for a canvas of which no office made the promise.")
    laws.answers(entry, promise.body)
    laws.in_time(entry.s)


def _concluded(laws: Laws, entry: Entry, fact: CanvasConcluded) -> None:
    laws.going(entry.s)
    laws.canvases[entry.s] = False
    laws.office(entry, "facilitator", "steward")
    if laws.duties.undecided(entry.s, laws.last_day):
        raise Broken("people vote in it, or called a vote that others can still come to want.")
    if fact.open_duties != laws.duties.open(entry.s):
        raise Broken("the duties that it names as open are not the ones that are owed to this canvas.")


LAWS: dict[type[Fact], Law] = {
    CanvasOpened: _opened,
    CanvasPromised: _promised,
    CanvasAnswered: _answered,
    CanvasConcluded: _concluded,
}
