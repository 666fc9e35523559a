"""A theme is made over contributions, each linked to it by somebody for a reason that its teller, and anyone, may contest."""

from folkmoot.events.fact import Fact, fact


@fact("theme.made")
class ThemeMade(Fact, frozen=True):
    """text: contribution that holds its name."""

    canvas: str
    text: str


@fact("theme.renamed")
class ThemeRenamed(Fact, frozen=True):
    """text: contribution that holds its new name."""

    text: str


@fact("theme.linked")
class ThemeLinked(Fact, frozen=True):
    """because: contribution with the reason."""

    contribution: str
    because: str


@fact("theme.link_contested")
class LinkContested(Fact, frozen=True):
    """because: contribution with the reason. Contested by who told it, the link no longer stands."""

    contribution: str
    because: str


@fact("theme.link_upheld")
class LinkUpheld(Fact, frozen=True):
    """because: contribution with the reason for leaving a contested link."""

    contribution: str
    because: str


@fact("theme.unlinked")
class Unlinked(Fact, frozen=True):
    """Who linked it took the link back."""

    contribution: str
