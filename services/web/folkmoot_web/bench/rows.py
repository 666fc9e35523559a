"""A figure stands beside the limit of the same machine in the same run, and beside what it has to reach."""

import statistics
from collections.abc import Callable, Sequence

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One measured thing. ours, limit: figures of each run, in `unit`; limit is empty where a number is the budget.

    budget: what has to be reached, in words. reached: whether it was, None where nothing is asked.
    """

    what: str
    unit: str
    ours: tuple[float, ...]
    limit: tuple[float, ...] = ()
    limit_is: str = ""
    budget: str = ""
    reached: bool | None = None

    def ratio(self) -> float:
        """Median of ours over median of the limit."""
        return statistics.median(self.ours) / statistics.median(self.limit)

    def text(self) -> str:
        """The row in one or two lines."""
        line = f"{self.what}: {spread(self.ours)} {self.unit}"
        if self.limit:
            line += f"\n    limit ({self.limit_is}): {spread(self.limit)} {self.unit}; ratio {self.ratio():.2f}"
        if self.budget:
            mark = {True: "holds", False: "DOES NOT HOLD", None: "not judged"}[self.reached]
            line += f"\n    budget: {self.budget}: {mark}"
        return line


def spread(figures: Sequence[float]) -> str:
    """Minimum / median / maximum."""
    return " / ".join(short(figure) for figure in (min(figures), statistics.median(figures), max(figures)))


def short(figure: float) -> str:
    """A figure with three digits that mean something."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def at_least(what: str, unit: str, ours: Sequence[float], limit: Sequence[float], limit_is: str, share: float) -> Row:
    """A row that has to reach a share of its limit."""
    row = Row(what, unit, tuple(ours), tuple(limit), limit_is, f"at least {share} of the limit")
    return msgspec.structs.replace(row, reached=row.ratio() >= share)


def at_most(what: str, unit: str, ours: Sequence[float], most: float) -> Row:
    """A row that may not be over a number."""
    return Row(what, unit, tuple(ours), budget=f"at most {short(most)} {unit}", reached=statistics.median(ours) <= most)


def more_than(what: str, unit: str, ours: Sequence[float], least: float) -> Row:
    """A row that has to reach a number."""
    return Row(what, unit, tuple(ours), budget=f"at least {short(least)} {unit}", reached=statistics.median(ours) >= least)


def runs(measure: Callable[[], float], times: int = 3) -> list[float]:
    """Figures of several runs."""
    return [measure() for _ in range(times)]
