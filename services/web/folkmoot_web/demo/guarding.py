"""People of the demonstration report what may harm; whose words are hidden appeals, and somebody else decides."""

from functools import partial

import msgspec

from folkmoot.domain.appeal import Appeal, DecideAppeal, Report
from folkmoot.domain.helping import AskForHelp, OpenForCare
from folkmoot.domain.moderation import Release
from folkmoot.domain.rules import Command
from folkmoot.events.contribution import ReportReason
from folkmoot_web.demo.content import By, Words, read
from folkmoot_web.demo.telling import Telling


class Reported(Words, frozen=True):
    """A report, with a note for the moderators. released: somebody looked and left it as it is."""

    canvas: str
    of: str
    reason: ReportReason
    released: By | None = None


class Decided(Words, frozen=True):
    upheld: bool


class Appealed(Words, frozen=True):
    canvas: str
    of: str
    decided: Decided | None = None


class Confided(Words, frozen=True):
    """What somebody who needs help writes for the safeguarding lead alone."""

    canvas: str
    id: str
    opened: By | None = None


class Moderation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    report: tuple[Reported, ...]
    appeal: tuple[Appealed, ...]
    help: tuple[Confided, ...]


def plan(telling: Telling) -> None:
    """Plan the reports and appeals and what is said to them, and what is told in confidence."""
    moderation = read("moderation", Moderation)
    for report in moderation.report:
        telling.does(report, report.canvas, partial(_reported, telling, report))
        if report.released:
            telling.does(report.released, report.canvas, partial(_released, telling, report))
    for appeal in moderation.appeal:
        telling.does(appeal, appeal.canvas, partial(_appealed, telling, appeal))
        if appeal.decided:
            telling.does(appeal.decided, appeal.canvas, partial(_decided, telling, appeal, appeal.decided))

    for words in moderation.help:
        telling.at(words, partial(_confide, telling, words))
        if words.opened:
            telling.does(words.opened, words.canvas, partial(_opened, telling, words))


def _confide(telling: Telling, words: Confided) -> None:
    command = AskForHelp(canvas=telling.stream(words.canvas, ""), **telling.spoken(words.text, words.lang, publish=False))
    telling.ask(command, telling.nobody(words.who), name=(words.canvas, words.id))


def _opened(telling: Telling, words: Confided) -> Command:
    return OpenForCare(contribution=telling.first(words.canvas, words.id))


def _reported(telling: Telling, report: Reported) -> Command:
    words = telling.spoken(report.text, report.lang, publish=False)
    return Report(contribution=telling.stream(report.canvas, report.of), reason=report.reason, **words)


def _released(telling: Telling, report: Reported) -> Command:
    return Release(contribution=telling.stream(report.canvas, report.of))


def _appealed(telling: Telling, appeal: Appealed) -> Command:
    words = telling.spoken(appeal.text, appeal.lang, publish=False)
    return Appeal(contribution=telling.stream(appeal.canvas, appeal.of), **words)


def _decided(telling: Telling, appeal: Appealed, decided: Decided) -> Command:
    contribution = telling.stream(appeal.canvas, appeal.of)
    return DecideAppeal(contribution=contribution, upheld=decided.upheld, reasons=decided.text)
