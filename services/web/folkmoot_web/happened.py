"""What became of a thing in a canvas is said in one sentence, and leads to its page."""

from folkmoot.events.contribution import Kind
from folkmoot.views.since import Change, Turn
from folkmoot_web.sentences import marked

HAPPENED: dict[Turn, str] = {
    "topic raised": marked("A topic was raised"),
    "topic agreed": marked("A topic is on the agenda now"),
    "rules agreed": marked("The group agreed rules of its own"),
    "place opened": marked("The group opened a place to work"),
    "theme made": marked("A theme was made"),
    "proposal version": marked("A proposal has a new version"),
    "proposal merged": marked("A proposal was merged into another"),
    "proposal split": marked("A proposal was split"),
    "proposal withdrawn": marked("A proposal was withdrawn"),
    "meeting called": marked("A meeting was called"),
    "meeting cancelled": marked("A meeting was cancelled"),
    "round opened": marked("A round was opened, in which everyone has a turn"),
    "review opened": marked("People look back on how they work together"),
    "decision called": marked("A decision was called"),
    "decision called off": marked("A decision was called off"),
    "decision opened": marked("A decision is open for votes"),
    "decision decided": marked("A decision has its result"),
    "commitment made": marked("A commitment was made"),
    "commitment changed": marked("There is news of a commitment"),
    "decision answered": marked("The body answered a decision"),
    "question answered": marked("A question was answered"),
    "promise made": marked("The body made its promise"),
    "canvas answered": marked("The body said what came of the canvas"),
    "canvas concluded": marked("The canvas was concluded"),
}

BROUGHT: dict[Kind, str] = {
    "story": marked("Stories"),
    "idea": marked("Ideas"),
    "statement": marked("Statements"),
    "question": marked("Questions"),
    "offer": marked("Offers"),
    "comment": marked("Comments"),
    "amendment": marked("Amendments"),
}

_PAGES = {
    "top": "topic",
    "the": "theme",
    "pro": "proposal",
    "mee": "meeting",
    "rou": "round",
    "rev": "review",
    "dec": "decision",
    "com": "commitment",
    "con": "contribution",
}
_OF_CANVAS: dict[Turn, str] = {"rules agreed": "/rules", "place opened": "/agenda"}


def leads_to(community: str, canvas: str, change: Change) -> str:
    """Path of the page that shows a change."""
    if not change.id:
        return f"/c/{community}/canvas/{canvas}{_OF_CANVAS.get(change.what, '')}"
    return f"/c/{community}/{_PAGES[change.id.partition('_')[0]]}/{change.id}"
