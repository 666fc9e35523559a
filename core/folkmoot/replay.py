"""What a community had come to at a moment, from nothing but its entries: no store, no keys, no plugin is asked."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from folkmoot.events.entry import read
from folkmoot.views import canvas, community, decision
from folkmoot.views.batch import WHOLE
from folkmoot.views.canvas import DecisionStage
from folkmoot.views.community import Stage
from folkmoot.views.digest import digest, fold
from folkmoot.views.reading import View
from folkmoot.views.shown import END, time_of, totals


class DecisionThen(msgspec.Struct, frozen=True):
    """A decision. chosen, counts: of its result, empty before there is one."""

    id: str
    stage: DecisionStage
    ballots: int
    chosen: tuple[str, ...]
    counts: dict[str, int]


class CanvasThen(msgspec.Struct, frozen=True):
    """A canvas. totals: as `views.shown.totals`."""

    id: str
    stage: Stage
    totals: dict[str, int]
    decisions: tuple[DecisionThen, ...]


class Replayed(msgspec.Struct, frozen=True):
    """The state after `size` entries, the last one of time `t`. digest: of all of it. charter: version in force.
    roles: office -> what it serves as. totals: of the community. entries: how many of each kind there are.
    """

    size: int
    t: str
    digest: str
    charter: int
    roles: dict[str, tuple[str, ...]]
    totals: dict[str, int]
    entries: dict[str, int]
    canvases: tuple[CanvasThen, ...]


def replay(
    leaves: Iterable[bytes], until: int | str | None = None, progress: Callable[[int], None] = lambda done: None
) -> Replayed:
    """The state that entries lead to.

    leaves: from the first on, in order. until: how many entries count, or a time or the beginning of one
    (`2026-11-22`) whose entries are the last that count; None for all. progress: called with entries taken in.
    Raises views.batch.Gap when an entry is missing, and what `read` raises for bytes that are no entry.
    """
    db = fold(first_of(leaves, until), progress)
    try:
        return _state(View(db), digest(db))
    finally:
        db.close()


def first_of(leaves: Iterable[bytes], until: int | str | None) -> Iterator[bytes]:
    """The entries up to a moment, from the first on. until: as `replay` takes it."""
    for i, leaf in enumerate(leaves):
        if isinstance(until, int) and i >= until:
            return
        if isinstance(until, str) and read(leaf).t[: len(until)] > until:
            return
        yield leaf


def _state(view: View, hashed: str) -> Replayed:
    home = community.home(view)
    return Replayed(
        size=view.size,
        t=time_of(view, view.size - 1),
        digest=hashed,
        charter=home.charter if home else 0,
        roles={id_: office.roles for id_, office in community.offices(view).items() if office.roles},
        totals=totals(view, WHOLE),
        entries=dict(view.rows("SELECT type, count(*) FROM entries JOIN kinds ON n = kind GROUP BY type ORDER BY type")),
        canvases=tuple(_canvases(view)),
    )


def _canvases(view: View) -> Iterator[CanvasThen]:
    before = END
    while lines := community.listed(view, before):
        for line in lines:
            yield CanvasThen(line.id, line.stage, line.totals, tuple(_decisions(view, line.id)))
        before = lines[-1].n


def _decisions(view: View, where: str) -> Iterator[DecisionThen]:
    before = END
    while lines := canvas.decisions(view, where, before):
        for line in lines:
            full = decision.decision(view, line.id)
            result = full.result if full else None
            chosen, counts = (result.chosen, result.counts) if result else ((), {})
            yield DecisionThen(line.id, line.stage, line.ballots, chosen, counts)
        before = lines[-1].n
