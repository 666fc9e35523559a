"""Whatever is offered to a store, and by however many at once, it holds what the rules of places say."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.record.store import Conflict, Store
from tests.record.drafts import NOW, STORES, add, draft, entries


def test_many_writers_at_once_leave_no_gap_and_lose_nothing(store: Store) -> None:
    def write_some(number: int) -> None:
        for n in range(1, 11):
            add(store, "elm", draft(f"con_{number}", n), draft(f"con_{number}_{n}"))

    threads = [threading.Thread(target=write_some, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = entries(store, "elm")
    assert [entry.i for entry in held] == list(range(160))
    assert [entry.n for entry in held if entry.s == "con_3"] == list(range(1, 11))
    assert store.check() == []


_Place = tuple[str, str, int]
_PLACES = st.tuples(st.sampled_from(["elm", "oak"]), st.sampled_from(["con_a", "con_b"]), st.integers(1, 4))
_HISTORY = st.lists(st.lists(_PLACES, min_size=1, max_size=5), max_size=12)


def _follows(said: list[_Place]) -> bool:
    """Whether the places of each stream are 1, 2, 3 and so on."""
    last: dict[tuple[str, str], int] = {}
    for community, s, n in said:
        if n != last.get((community, s), 0) + 1:
            return False
        last[community, s] = n
    return True


def _offer(store: Store, places: list[_Place]) -> bool:
    try:
        with store.write() as batch:
            for community, s, n in places:
                batch.add(community, draft(s, n), NOW)
    except Conflict:
        return False
    return True


@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=40, deadline=None)
@given(history=_HISTORY)
def test_a_batch_is_taken_whole_if_every_place_follows_and_else_not_at_all(
    kind: str, history: list[list[_Place]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = STORES[kind](tmp_path_factory.mktemp("history"))
    said: list[_Place] = []
    for places in history:
        fits = _follows(said + places)
        assert _offer(store, places) == fits
        said += places if fits else []
    held = [(name, entry.s, entry.n) for name in ("elm", "oak") for entry in entries(store, name)]
    store.close()
    assert held == sorted(said, key=lambda place: place[0])
