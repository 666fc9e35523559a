"""A proposal is begun from ideas, comes in versions that people support or want amended, and is merged, split or withdrawn."""

from folkmoot.events.fact import Fact, fact


@fact("proposal.begun")
class ProposalBegun(Fact, frozen=True):
    """sources: contributions, themes and proposals that it grew from; its first version comes directly after."""

    canvas: str
    sources: tuple[str, ...] = ()


@fact("proposal.version_published")
class VersionPublished(Fact, frozen=True):
    """version: from 1. text: contribution that holds the whole text. substance: people have to be asked again whether they
    support it. because: contribution that says what changed and why, empty for the first.
    """

    version: int
    text: str
    substance: bool = True
    because: str = ""


@fact("proposal.editor_admitted")
class EditorAdmitted(Fact, frozen=True):
    """editor: pseudonym or office that may publish versions from here on."""

    editor: str


@fact("proposal.supported")
class ProposalSupported(Fact, frozen=True):
    """version: the current one, which is what the support is for."""

    version: int


@fact("proposal.support_withdrawn")
class SupportWithdrawn(Fact, frozen=True):
    pass


@fact("proposal.substance_contested")
class SubstanceContested(Fact, frozen=True):
    """Somebody says that a version changed the substance. because: contribution with the reason. enough: with this one as
    many do as the charter asks for; from here on the version counts as one of substance.
    """

    version: int
    because: str
    enough: bool = False


@fact("proposal.amendment_offered")
class AmendmentOffered(Fact, frozen=True):
    """text: contribution that says what should read otherwise. because: contribution with the reason, empty for none."""

    text: str
    because: str = ""


@fact("proposal.amendment_accepted")
class AmendmentAccepted(Fact, frozen=True):
    """amendment: contribution that was offered."""

    amendment: str


@fact("proposal.amendment_declined")
class AmendmentDeclined(Fact, frozen=True):
    """amendment: contribution that was offered. because: contribution with the reason."""

    amendment: str
    because: str


@fact("proposal.merged")
class ProposalMerged(Fact, frozen=True):
    """into: proposal that goes on in its place."""

    into: str


@fact("proposal.merge_objected")
class MergeObjected(Fact, frozen=True):
    """Who began one of the two objects in time, which undoes the merge. because: contribution with the reason."""

    because: str


@fact("proposal.split")
class ProposalSplit(Fact, frozen=True):
    """into: proposals that were begun from this one, and go on in its place."""

    into: tuple[str, ...]


@fact("proposal.withdrawn")
class ProposalWithdrawn(Fact, frozen=True):
    """because: contribution with the reason."""

    because: str
