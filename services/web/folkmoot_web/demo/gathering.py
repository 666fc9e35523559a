"""In a canvas people make themes of what was told, meet, and take turns."""

from functools import partial

from folkmoot.domain.meeting import AgreeToNotes, AskForAccess, CallMeeting, DisputeNotes, HoldMeeting, NoteMeeting
from folkmoot.domain.rounds import OpenRound, TakeTurn
from folkmoot.domain.rules import Command
from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme
from folkmoot_web.demo.content import Canvas, Held, Meeting, Met, Moment, Round, Theme, Turn, Words
from folkmoot_web.demo.telling import Telling


def plan(telling: Telling, canvas: Canvas) -> None:
    """Plan the themes, the meetings and the rounds of a canvas."""
    for theme in canvas.theme:
        telling.at(theme, partial(_make, telling, canvas, theme))
        for held in theme.holds:
            telling.at(held, partial(_hold, telling, canvas, theme, held))
        for held in theme.contested:
            telling.at(held, partial(_contest, telling, canvas, theme, held))
    for meeting in canvas.meeting:
        telling.at(meeting, partial(_call, telling, canvas, meeting))
        for need in meeting.asks:
            telling.does(need, canvas.name, partial(_need, telling, canvas, meeting, need))
        if meeting.held:
            telling.at(Moment(day=meeting.on, hour=21), partial(_held, telling, canvas, meeting, meeting.held))
            _plan_notes(telling, canvas, meeting, meeting.held)
    for number, round_ in enumerate(canvas.round):
        telling.at(round_, partial(_open, telling, canvas, round_, f"round {number}"))
        for turn in round_.turns:
            telling.at(turn, partial(_turn, telling, canvas, turn, f"round {number}"))


def _plan_notes(telling: Telling, canvas: Canvas, meeting: Meeting, held: Met) -> None:
    for by in held.agreed:
        telling.does(by, canvas.name, lambda: AgreeToNotes(meeting=telling.stream(canvas.name, meeting.id)))
    for words in held.disputed:
        telling.does(words, canvas.name, partial(_dispute, telling, canvas, meeting, words))


def _make(telling: Telling, canvas: Canvas, theme: Theme) -> None:
    words = telling.spoken(theme.text, theme.lang, publish=not theme.office)
    command = MakeTheme(canvas=telling.stream(canvas.name, ""), **words)
    telling.ask(command, telling.by(theme, canvas.name), name=(canvas.name, theme.id))


def _hold(telling: Telling, canvas: Canvas, theme: Theme, held: Held) -> None:
    words = telling.spoken(held.because, held.lang, publish=not held.office)
    of = telling.stream(canvas.name, held.of)
    telling.ask(LinkToTheme(theme=telling.stream(canvas.name, theme.id), contribution=of, **words), telling.by(held, canvas.name))


def _contest(telling: Telling, canvas: Canvas, theme: Theme, held: Held) -> None:
    words = telling.spoken(held.because, held.lang, publish=not held.office)
    of = telling.stream(canvas.name, held.of)
    telling.ask(ContestLink(theme=telling.stream(canvas.name, theme.id), contribution=of, **words), telling.by(held, canvas.name))


def _call(telling: Telling, canvas: Canvas, meeting: Meeting) -> None:
    command = CallMeeting(
        canvas=telling.stream(canvas.name, ""),
        place=meeting.place,
        day=telling.date(meeting.on),
        time=meeting.time,
        access=meeting.access,
    )
    telling.ask(command, telling.office(meeting.by), name=(canvas.name, meeting.id))


def _need(telling: Telling, canvas: Canvas, meeting: Meeting, need: Words) -> Command:
    words = telling.spoken(need.text, need.lang, publish=False)
    return AskForAccess(meeting=telling.stream(canvas.name, meeting.id), **words)


def _held(telling: Telling, canvas: Canvas, meeting: Meeting, held: Met) -> None:
    stream, by = telling.stream(canvas.name, meeting.id), telling.office(meeting.by)
    telling.ask(HoldMeeting(meeting=stream, present=held.present, met=held.met), by, "room")
    telling.ask(NoteMeeting(meeting=stream, **telling.spoken(held.notes, "en", publish=False)), by, "room")


def _dispute(telling: Telling, canvas: Canvas, meeting: Meeting, words: Words) -> Command:
    return DisputeNotes(meeting=telling.stream(canvas.name, meeting.id), **telling.says(words))


def _open(telling: Telling, canvas: Canvas, round_: Round, name: str) -> None:
    command = OpenRound(canvas=telling.stream(canvas.name, ""), question=round_.question)
    telling.ask(command, telling.office(round_.by), name=(canvas.name, name))


def _turn(telling: Telling, canvas: Canvas, turn: Turn, name: str) -> None:
    words = telling.spoken(turn.text, turn.lang, publish=True)
    telling.ask(TakeTurn(round=telling.stream(canvas.name, name), **words), telling.person(turn.who, canvas.name))
