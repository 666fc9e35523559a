"""In a canvas people tell, ask and answer; an office replies, a moderator hides, an author takes back."""

import random
from functools import partial

from folkmoot.domain.canvas import AnswerCanvas, ConcludeCanvas, MakePromise, OpenCanvas
from folkmoot.domain.contributing import Contribute, EraseContribution, GiveConsent, Link, Withdraw
from folkmoot.domain.moderation import Hide
from folkmoot.domain.participant import Respond
from folkmoot.events.participant import Value
from folkmoot_web.demo.content import Answered, Canvas, Linking, Moment, Respondents, Said
from folkmoot_web.demo.telling import NOTICE, Telling


def plan(telling: Telling, canvas: Canvas) -> None:
    """Plan the opening, all that is said, linked and answered, and the end of a canvas."""
    telling.at(canvas, partial(_open, telling, canvas))
    said = [(item.id or f"said {number}", item) for number, item in enumerate(canvas.statements + canvas.said)]
    for name, item in said:
        _plan_said(telling, canvas, name, item)
    for link in canvas.link:
        telling.at(link, partial(_link, telling, canvas, link))
    if canvas.respondents:
        statements = {name: item for name, item in said if item.kind == "statement"}
        _plan_answers(telling, canvas, canvas.respondents, statements)
    if canvas.answered:
        telling.at(canvas.answered, partial(_answer_for, telling, canvas, canvas.answered))
    if canvas.concluded:
        by, reason = canvas.concluded.by, canvas.concluded.reason
        telling.at(canvas.concluded, lambda: _conclude(telling, canvas, by, reason))


def _open(telling: Telling, canvas: Canvas) -> None:
    command = OpenCanvas(
        question=canvas.question,
        promise=canvas.promise,
        level=canvas.level,
        body=telling.offices[canvas.body],
        answer_by=telling.date(canvas.answer_day),
    )
    telling.ask(command, telling.office(canvas.by), name=(canvas.name, ""))
    if canvas.promised and canvas.by != canvas.body:
        own = MakePromise(
            canvas=telling.stream(canvas.name, ""),
            promise=canvas.promise,
            level=canvas.level,
            answer_by=telling.date(canvas.answer_day),
        )
        telling.ask(own, telling.office(canvas.body))


def _answer_for(telling: Telling, canvas: Canvas, answered: Answered) -> None:
    command = AnswerCanvas(canvas=telling.stream(canvas.name, ""), answer=answered.text.strip())
    telling.ask(command, telling.office(canvas.body))


def _conclude(telling: Telling, canvas: Canvas, by: str, reason: str) -> None:
    telling.ask(ConcludeCanvas(canvas=telling.stream(canvas.name, ""), reason=reason), telling.office(by))


def _plan_said(telling: Telling, canvas: Canvas, name: str, item: Said) -> None:
    telling.at(item, partial(_say, telling, canvas, name, item))

    def stream() -> str:
        return telling.stream(canvas.name, name)

    if item.withdrawn:
        by = partial(telling.by, item, canvas.name)
        telling.at(Moment(day=item.withdrawn), lambda: telling.ask(Withdraw(contribution=stream()), by()))
    if item.erased:
        by = partial(telling.by, item, canvas.name)
        telling.at(Moment(day=item.erased), lambda: telling.ask(EraseContribution(contribution=stream()), by()))
    if item.hidden:
        reason, statement, moderator = item.hidden.reason, item.hidden.statement, partial(telling.office, "moderator")
        telling.at(
            item.hidden,
            lambda: telling.ask(Hide(contribution=stream(), reason=reason, statement=statement), moderator()),
        )


def _say(telling: Telling, canvas: Canvas, name: str, item: Said) -> None:
    notice = telling.place.notice[item.lang]
    command = Contribute(
        canvas=telling.stream(canvas.name, ""),
        kind=item.kind,
        text=item.text,
        lang=item.lang,
        title=item.title,
        parent=telling.stream(canvas.name, item.on) if item.on else "",
        to=telling.offices[item.to] if item.to else "",
        publish=item.publish and not item.office,
        notice=NOTICE,
        notice_text=notice,
        notice_lang=item.lang,
    )
    by = telling.by(item, canvas.name)
    telling.ask(command, by, item.via, name=(canvas.name, name))
    if item.allow:
        asked = {"notice": NOTICE, "notice_text": notice, "notice_lang": item.lang}
        more = GiveConsent(contribution=telling.stream(canvas.name, name), purposes=item.allow, **asked)
        telling.ask(more, by, item.via)


def _link(telling: Telling, canvas: Canvas, link: Linking) -> None:
    of, to = telling.stream(canvas.name, link.of), telling.stream(canvas.name, link.to)
    telling.ask(Link(contribution=of, to=to, relation=link.relation), telling.by(link, canvas.name))


def _plan_answers(telling: Telling, canvas: Canvas, group: Respondents, statements: dict[str, Said]) -> None:
    """Each respondent comes on one day and answers some of the statements that stand by then."""
    chance = random.Random(canvas.name)
    for person in chance.sample(sorted(telling.place.people), group.count):
        moment = Moment(day=chance.randint(group.from_, group.to), hour=chance.randint(6, 22))
        standing = [name for name, item in statements.items() if _stands(item, moment.day)]
        chosen = chance.sample(standing, min(len(standing), chance.randint(group.least, group.most)))
        way = telling.place.people[person]
        answers = [(name, _leaning(chance, statements[name].lean[way])) for name in chosen]
        telling.at(moment, partial(_answer, telling, canvas, person, answers))


def _stands(item: Said, day: int) -> bool:
    hidden = item.hidden and item.hidden.day <= day <= (item.hidden.again or day)
    return item.day < day < (item.withdrawn or day + 1) and not hidden


def _leaning(chance: random.Random, lean: int) -> Value:
    """Agree in `lean` of ten cases; of the others, two in three disagree."""
    if chance.randrange(10) < lean:
        return 1
    return -1 if chance.randrange(3) else 0


def _answer(telling: Telling, canvas: Canvas, person: str, answers: list[tuple[str, Value]]) -> None:
    by = telling.person(person, canvas.name)
    for name, value in answers:
        telling.ask(Respond(statement=telling.stream(canvas.name, name), value=value), by)
