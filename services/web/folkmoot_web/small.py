"""Where fewer people take part than the charter says, nothing finer than totals leaves the house."""

from folkmoot.views.community import small_canvases
from folkmoot.views.record import entry
from folkmoot_web.ask import Ask
from folkmoot_web.problem import Problem

WAIT = (
    "Fewer people take part in one of the canvases than the charter asks for, so that who chose what could be guessed. "
    "The whole record can be downloaded by everybody once there are enough; an overseer can have it now."
)
ONE = "Too few people take part in this canvas to show who chose what. Whose entry this is can see it."


_CHOSEN = "what IN ('responses', 'voting', 'decided')"


def on_duty(ask: Ask) -> bool:
    """Whether the viewer checks the record in the line of duty."""
    return bool({"overseer", "steward"} & ask.roles)


def waiting(ask: Ask) -> frozenset[str]:
    """The canvases for which the whole record waits; none for who is on duty, or where no canvas is small."""
    if on_duty(ask):
        return frozenset()
    return frozenset(canvas for canvas in small_canvases(ask.view) if _divided(ask, canvas))


def _divided(ask: Ask, canvas: str) -> bool:
    """Whether anybody responded or voted in a canvas, so that there is something to be guessed."""
    counted = ask.view.row("SELECT sum(number) FROM totals JOIN canvases c ON c.n = canvas WHERE c.id = ? AND " + _CHOSEN, canvas)
    return bool(counted[0])


def check_whole(ask: Ask) -> None:
    """Refuse to give entries in bulk while a canvas is small.

    Raises Problem 403.
    """
    if waiting(ask):
        raise Problem(403, WAIT)


def check_entry(ask: Ask, index: int) -> None:
    """Refuse to give one entry that says who chose what in a small canvas, but to that person or on duty.

    Raises Problem 403.
    """
    line = entry(ask.view, index)
    if line is None or not line.withheld or on_duty(ask):
        return
    mine = {name for where, _, name in ask.front.people.pseudonyms(ask.viewer.person) if where == ask.community}
    if line.by not in mine:
        raise Problem(403, ONE)
