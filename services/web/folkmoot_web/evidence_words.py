"""The claims of an evidence pack as sentences; where something is missing, the sentence says so."""

import re

from folkmoot.views.evidence import Claim, Principle
from folkmoot_web import languages
from folkmoot_web.sentences import marked

TITLES: dict[Principle, tuple[str, str]] = {
    "formative": (marked("While it could still change"), marked("People were asked at a formative stage, before it was decided.")),
    "reasons": (marked("Enough reasons"), marked("People were told enough to think about it and to answer it.")),
    "time": (marked("Enough time"), marked("People had enough time to think about it and to answer.")),
    "consideration": (
        marked("Conscientious consideration"),
        marked("What people said was taken into account before the body made up its mind, and it can be seen how."),
    ),
}
"""Principle -> its title, and what it asks for."""

_SAID: dict[tuple[str, str], str] = {
    ("promise", "shown"): marked("On {day}, before anybody spoke, the body promised how far people decide. “{level}”"),
    ("promise-later", "shown"): marked(
        "People opened this canvas or another office wrote its promise. On {day} the body made the promise itself. “{level}”"
    ),
    ("promise-nobody", "missing"): marked("The canvas was opened on {day}, and the body has not promised anything itself so far."),
    ("promise", "missing"): marked(
        "On {day} the body promised to inform, and no more. Nothing shows that people could change anything."
    ),
    ("before-decision", "shown"): marked("{count} contributions that are public today came before the first decision was called."),
    ("before-decision", "missing"): marked("Nothing that is public today came before the first decision was called."),
    ("before-decision", "none"): marked("No decision was called so far; it is all still open."),
    ("agenda", "shown"): marked("Those who take part put {count} topics on the agenda themselves."),
    ("agenda", "missing"): marked("Nothing shows that those who take part set the agenda: no topic was agreed."),
    ("versions", "shown"): marked("Proposals were changed {count} times after they were first published."),
    ("versions", "missing"): marked("Nothing shows that a proposal changed after it was published."),
    ("purpose", "shown"): marked("The question and the promise of this canvas are public, and can be read today."),
    ("purpose", "missing"): marked("The question or the promise of this canvas cannot be read today."),
    ("rests-on", "shown"): marked("The decision of entry {entry} names {count} contributions or proposals that it rests on."),
    ("rests-on", "missing"): marked("The decision of entry {entry} does not name anything that it rests on."),
    ("questions", "shown"): marked("{asked} questions were put to the body. {answered} are answered, and none is owed."),
    ("questions", "missing"): marked("{asked} questions were put to the body. {owed} of them are owed and not answered."),
    ("questions", "none"): marked("Nobody put a question to the body that had to be answered."),
    ("answer-by", "shown"): marked("The body promised to answer by {day}."),
    ("answer-by", "missing"): marked("The body did not promise a day by which it answers."),
    ("notice", "shown"): marked("The charter gives authors {hours} hours before their words are put to a decision."),
    ("days-before", "shown"): marked("The decision of entry {entry} was called {days} days after the canvas was opened."),
    ("days-open", "shown"): marked(
        "In the decision of entry {entry} people could vote for {days} days, from {opened} to {closed}."
    ),
    ("days-open", "missing"): marked("In the decision of entry {entry} people could vote for less than a day, on {opened}."),
    ("days-open", "none"): marked("The vote in the decision of entry {entry} has not closed."),
    ("announced", "shown"): marked(
        "The decision of entry {entry} was announced until {announced}, and was not closed before that day."
    ),
    ("announced", "missing"): marked("In the decision of entry {entry} no last day for ballots was announced."),
    ("cut-short", "missing"): marked(
        "The decision of entry {entry} was announced until {announced}, and was closed on {closed}, before that day."
    ),
    ("meetings", "shown"): marked("{count} meetings were held besides."),
    ("meetings", "none"): marked("No meeting was held."),
    ("answered-accepted", "shown"): marked("On {day} the body accepted the result of entry {entry}, with its reasons."),
    ("answered-changed", "shown"): marked("On {day} the body took up the result of entry {entry} with changes, with its reasons."),
    ("answered-refused", "shown"): marked("On {day} the body refused the result of entry {entry}, with its reasons."),
    ("answered", "none"): marked("There is no result so far that the body had to answer."),
    ("not-binding", "none"): marked("The result of entry {entry} does not bind: too few people voted."),
    ("answer-overdue", "missing"): marked("The body has not answered the result of entry {entry}. It was due by {day}."),
    ("answer-owed", "missing"): marked("The body has not answered the result of entry {entry} so far. It is due by {day}."),
    ("kept", "shown"): marked("The promise of entry {entry} was said to be kept; it was due by {day}."),
    ("missed", "missing"): marked("The promise of entry {entry}, due by {day}, was not kept, as the body says itself."),
    ("promise-overdue", "missing"): marked("The promise of entry {entry} was due by {day}. Nothing shows that it was kept."),
    ("promise-owed", "none"): marked("The promise of entry {entry} is due by {day}."),
    ("promised", "missing"): marked("Nothing was promised that carries out what was decided."),
    ("promised", "none"): marked("Nothing was decided so far that could be carried out."),
    ("amendments", "shown"): marked("{count} amendments were offered and answered, each with its reason."),
    ("amendments", "missing"): marked("{waiting} amendments were offered and are not answered; {count} are."),
    ("reviews", "shown"): marked("The body looked back at what was decided {count} times."),
    ("reviews", "missing"): marked("Nothing shows that the body looked back at what was decided."),
    ("reviews", "none"): marked("Nothing was decided so far that could be looked back at."),
}
"""Code and state of a claim -> its sentence."""


_LEVELS = {
    "inform": marked("You are told: the body says what it does, and why."),
    "consult": marked("You are heard: the body listens before it decides, and says what it made of it."),
    "involve": marked("You are part of the work: the body shows how your word changed the choices."),
    "collaborate": marked("You decide together: people and the body come to the decision step by step."),
    "empower": marked("You decide: the body does what people decide here."),
}
"""Level of a promise -> what it promises."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def sentence(claim: Claim, locale: str) -> str:
    """A claim in words. locale: language of the page.

    Raises KeyError for a claim that has no sentence: add it here.
    """
    say = languages.translation(locale)

    def told(value: object) -> object:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return languages.day(value, locale)[1]
        return say(_LEVELS[value]) if value in _LEVELS else value

    return say(_SAID[claim.code, claim.state]).format(**{name: told(value) for name, value in claim.values.items()})
