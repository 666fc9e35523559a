"""Approval voting: each ballot names the options its voter can live with; those named most often are chosen."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from folkmoot.plugin import Method, Outcome, Refused, join


class Approval:
    """Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978).

    A ballot is a list of option ids, sorted, each once; an empty list approves of none. Setting `seats` (default 1) is
    how many options are chosen. Options that tie for the last seat are all left out, and none is drawn by lot: when
    that leaves seats empty, the body and the group decide what to do with a tie, not a machine.
    """

    name = "approval"
    version = "1.0.0"

    def check(self, choice: Any, options: tuple[str, ...], params: dict[str, Any]) -> None:
        """Raise Refused unless `choice` is a sorted list of distinct option ids."""
        if not isinstance(choice, list) or not all(isinstance(name, str) for name in choice):
            raise Refused("Tick the options you can live with; a ballot is a list of options.")
        if not set(choice) <= set(options):
            raise Refused("Your ballot names an option that this decision does not have; reload the page.")
        if choice != sorted(set(choice)):
            raise Refused("Name each option once, in order.")

    def check_params(self, params: dict[str, Any], options: tuple[str, ...]) -> None:
        """Raise Refused unless `seats` is a whole number from 1 to one less than the options."""
        if set(params) - {"seats"}:
            raise Refused("Approval voting has one setting, the number of seats.")
        seats = params.get("seats", 1)
        if not isinstance(seats, int) or isinstance(seats, bool) or not 1 <= seats < len(options):
            raise Refused(f"Choose between 1 and {len(options) - 1} seats.")

    def tally(self, ballots: Mapping[str, Any], options: tuple[str, ...], params: dict[str, Any]) -> Outcome:
        """Count how often each option was approved of; choose the `seats` most approved of, without splitting a tie."""
        named = Counter(name for choice in ballots.values() for name in choice)
        counts = {option: named[option] for option in options}
        seats = int(params.get("seats", 1))
        ranked = sorted(counts.values(), reverse=True)
        bar = ranked[seats] if seats < len(ranked) else -1
        chosen = [option for option in options if counts[option] > 0 and counts[option] > bar]
        return Outcome(chosen=tuple(chosen[:seats]), counts=counts)


@join
def decision_methods() -> list[Method]:
    """Approval voting."""
    return [Approval()]
