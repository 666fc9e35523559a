"""What the rules refuse about themes and what is linked to them."""

from folkmoot.domain.theme import ContestLink, LinkToTheme, MakeTheme
from folkmoot.events.contribution import Linked
from folkmoot.events.fact import Fact
from folkmoot.events.theme import LinkContested, LinkUpheld, ThemeLinked, ThemeMade, ThemeRenamed, Unlinked
from tests.audit.forging import NEW, Forge, Small, words
from tests.rules.given import SAID

TOLD = SAID | {"text": "Both are about the yard."}


def themed(w: Small) -> str:
    """bob made a theme and linked ann's story to it."""
    theme = w.when(w.bob, MakeTheme(canvas=w.canvas_, **TOLD))[-1].stream
    w.when(w.bob, LinkToTheme(theme=theme, contribution=w.story, **TOLD))
    return theme


def on_theme(by: str, kind: type[Fact], what: str = "story", **more: str) -> Forge:
    """A fact about a contribution in bob's theme. more: a kind that the words have instead of that of a reason."""

    def forge(w: Small) -> None:
        theme, who = themed(w), getattr(w, by, by)
        said = {"because": words(w, who, more.get("words", "reason"), w.canvas_)} if kind is not Unlinked else {}  # type: ignore[arg-type]
        w.given(who, theme, kind(contribution=getattr(w, what, what), **said))

    return forge


def told(kind: type[ThemeLinked] | type[LinkUpheld], by: str) -> Forge:
    """After ann, who told it, ended the link."""

    def forge(w: Small) -> None:
        theme = themed(w)
        w.when(w.ann, ContestLink(theme=theme, contribution=w.story, **TOLD))
        who = getattr(w, by)
        w.given(who, theme, kind(contribution=w.story, because=words(w, who, "reason", w.canvas_)))

    return forge


def renamed(by: str, kind: str) -> Forge:
    def forge(w: Small) -> None:
        theme, who = themed(w), getattr(w, by)
        w.given(who, theme, ThemeRenamed(text=words(w, who, kind, w.canvas_)))  # type: ignore[arg-type]

    return forge


def grown(w: Small, **fields: str) -> None:
    w.given(w.ann, w.piece, Linked(**({"to": NEW["the"], "relation": "grew-from"} | fields)))  # type: ignore[arg-type]


FORGED: dict[str, tuple[Forge, str]] = {
    "a theme made from outside": (
        lambda w: w.given(w.ann, NEW["the"], ThemeMade(canvas=w.other, text=words(w, w.ann, "theme", w.canvas_))),
        "has not joined",
    ),
    "a theme that is named by a reason": (
        lambda w: w.given(w.ann, NEW["the"], ThemeMade(canvas=w.canvas_, text=words(w, w.ann, "reason", w.canvas_))),
        "no theme",
    ),
    "a theme renamed by somebody else": (renamed("ann", "theme"), "only a facilitator"),
    "a theme renamed in words of another kind": (renamed("bob", "note"), "no theme"),
    "a second link of the same": (on_theme("ann", ThemeLinked), "linked already"),
    "a link of something that was never received": (on_theme("ann", ThemeLinked, NEW["con"]), "never received"),
    "a link for no reason": (on_theme("ann", ThemeLinked, "piece", words="note"), "no reason"),
    "a link of another kind of thing": (
        lambda w: w.given(
            w.ann,
            themed(w),
            ThemeLinked(contribution=words(w, w.ann, "note", w.canvas_), because=words(w, w.ann, "reason", w.canvas_)),
        ),
        "another canvas or kind",
    ),
    "a link in a theme that nobody made": (
        lambda w: w.given(w.ann, NEW["the"], ThemeLinked(contribution=w.story, because=w.story)),
        "never made",
    ),
    "a link again after its teller ended it": (told(ThemeLinked, "bob"), "ended that link"),
    "a link upheld after its teller ended it": (told(LinkUpheld, "bob"), "does not stand"),
    "a link contested that is not there": (on_theme("ann", LinkContested, "piece"), "does not stand"),
    "a link contested for no reason": (on_theme("ann", LinkContested, words="view"), "no reason"),
    "a link upheld that nobody contests": (on_theme("bob", LinkUpheld), "nobody contests"),
    "a link upheld by somebody else": (on_theme("ann", LinkUpheld), "only a facilitator"),
    "a link taken back by somebody else": (on_theme("ann", Unlinked), "only who made a link"),
    "something grown from no theme": (grown, "never made in its canvas"),
    "something grown for another's reason": (
        lambda w: grown(w, to=w.story, because=words(w, w.bob, "reason", w.canvas_)),
        "no reason",
    ),
}
"""What is forged -> how, and words of the sentence that says what is wrong with it."""
