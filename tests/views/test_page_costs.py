"""A page is made anew when something on it changed, and at a cost that does not grow with the record."""

from collections.abc import Callable

from folkmoot.events import community as community_events
from folkmoot.views import canvas, community, record
from folkmoot.views.follow import Views
from folkmoot.views.reading import View
from tests.views.written import Written

Follow = Callable[[], int]


def test_a_page_is_touched_by_what_changes_it_and_by_nothing_else(written: Written, views: Views, follow: Follow) -> None:
    steward = written.found()
    here, there = written.canvas(steward), written.canvas(steward)
    by = written.person(here)
    thing, other = written.brings(by, here, "One"), written.brings(by, here, "Two")
    follow()

    def touched() -> tuple[int, ...]:
        follow()
        with views.reading() as view:
            return tuple(view.touched(page) for page in ("", here, there, thing, other))

    home, _, on_there, on_thing, on_other = touched()
    i = written.answers(by, thing, 1)
    assert touched() == (home, i, on_there, i, on_other)
    j = written.brings(by, here, "Said of it.", "comment", parent=other) and len(written.leaves) - 1
    assert touched() == (j, j, on_there, i, j)
    k = written.say(steward, "community", community_events.RoleTakenBack(office=steward, role="steward"), "Moved away.")
    assert touched() == (k,) * 5
    assert on_thing < i


def _crowded(written: Written, many: int) -> tuple[str, str]:
    steward = written.found()
    place = written.canvas(steward)
    people = [written.person(place) for _ in range(20)]
    things = [written.brings(people[n % 20], place, f"Statement {n}") for n in range(many)]
    for n in range(300):
        written.answers(people[n % 20], things[n % 50], 1)
        written.brings(people[n % 20], place, f"Remark {n}", "comment", parent=things[0])
    return place, people[0]


def _cost(view: View, ask: Callable[[View], object]) -> int:
    """Steps of the database's virtual machine that a question takes."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    view._db.set_progress_handler(count, 1)
    ask(view)
    view._db.set_progress_handler(None, 1)
    return steps


def test_a_page_costs_the_same_among_ten_thousand_as_among_a_hundred(views: Views) -> None:
    costs: list[dict[str, int]] = []
    for many in (100, 10_000):
        written = Written()
        place, by = _crowded(written, many)
        crowded = Views(views.path.with_name(f"{many}.db"), written.open)
        crowded.follow(written.read)
        questions: dict[str, Callable[[View], object]] = {
            "home": community.home,
            "canvas": lambda view, place=place: canvas.canvas(view, place),  # type: ignore[misc]  # bound at once
            "list": lambda view, place=place: canvas.listed(view, place, "statement"),  # type: ignore[misc]
            "deep": lambda view, place=place, many=many: canvas.listed(view, place, "statement", 70),  # type: ignore[misc]
            "latest": lambda view, place=place: canvas.latest(view, place),  # type: ignore[misc]
            "next": lambda view, place=place, by=by: canvas.next_statement(view, place, by),  # type: ignore[misc]
            "record": record.latest,
            "mine": lambda view, by=by: canvas.taking(view, by),  # type: ignore[misc]
        }
        with crowded.reading() as view:
            costs.append({name: _cost(view, ask) for name, ask in questions.items()})
        crowded.close()
    for name, few in costs[0].items():
        assert costs[1][name] <= 1.2 * few, name
