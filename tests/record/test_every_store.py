"""What every store promises of entries; a new store joins by one line in STORES of drafts.py."""

import hashlib
import threading

import pytest

from folkmoot.events.entry import read, write
from folkmoot.record.store import Conflict, Head, Store
from tests.record.drafts import NOW, add, draft, entries


def test_a_record_without_entries_has_size_nought_and_no_time(store: Store) -> None:
    assert store.head("elm") == Head(0, "")
    assert store.communities() == []
    assert store.read("elm", 0, 10) == []
    assert store.stream("elm", "con_a") == []


def test_indices_are_dense_in_each_community_however_they_are_mixed(store: Store) -> None:
    for turn in range(4):
        with store.write() as batch:
            batch.add("elm", draft(f"con_{turn}"), NOW)
            batch.add("oak", draft(f"con_{turn}"), NOW)
            batch.add("elm", draft(f"con_{turn}", 2), NOW)
    assert [entry.i for entry in entries(store, "elm")] == list(range(8))
    assert [entry.i for entry in entries(store, "oak")] == list(range(4))
    assert store.communities() == ["elm", "oak"]


def test_what_is_read_is_byte_for_byte_what_the_batch_answered(store: Store) -> None:
    made = add(store, "elm", *(draft(f"con_{n}") for n in range(10)))
    assert store.read("elm", 0, 100) == [write(entry) for entry in made]
    assert store.read("elm", 3, 2) == [write(entry) for entry in made[3:5]]
    assert store.read("elm", 10, 5) == []


def test_a_batch_sees_what_it_added_and_others_do_not_before_the_commit(store: Store) -> None:
    with store.write() as batch:
        batch.add("elm", draft("con_a"), NOW)
        assert batch.head("elm") == Head(1, NOW)
        assert store.head("elm") == Head(0, "")
        assert store.read("elm", 0, 10) == []
    assert store.head("elm") == Head(1, NOW)


def test_time_never_runs_backwards(store: Store) -> None:
    for now in ("2026-11-22T10:00Z", "2026-11-22T09:00Z", "2026-11-22T11:00Z", "2025-01-01T00:00Z"):
        add(store, "elm", draft("con_" + now[:13].lower()), now=now)
    assert [entry.t[11:13] for entry in entries(store, "elm")] == ["10", "10", "11", "11"]
    assert store.head("elm").t == "2026-11-22T11:00Z"


def test_a_taken_place_is_a_conflict_that_names_the_stream(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    with pytest.raises(Conflict, match="con_a") as conflict:
        add(store, "elm", draft("con_b"), draft("con_a"))
    assert (conflict.value.community, conflict.value.stream, conflict.value.n) == ("elm", "con_a", 1)
    assert conflict.value.key == b""


def test_a_place_left_out_is_a_conflict(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    with pytest.raises(Conflict) as conflict:
        add(store, "elm", draft("con_a", 3))
    assert (conflict.value.stream, conflict.value.n) == ("con_a", 3)
    with pytest.raises(Conflict):
        add(store, "elm", draft("con_b", 2))


def test_a_place_cannot_be_taken_twice_in_one_batch(store: Store) -> None:
    with pytest.raises(Conflict, match="con_a"):
        add(store, "elm", draft("con_a"), draft("con_a"))
    assert store.head("elm").size == 0


def test_a_stream_of_the_same_name_in_another_community_is_another_stream(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    add(store, "oak", draft("con_a"))
    assert [read(leaf).i for leaf in store.stream("oak", "con_a")] == [0]


def test_a_stream_is_read_in_order_from_any_place(store: Store) -> None:
    for n in range(1, 6):
        add(store, "elm", draft("con_a", n), draft(f"con_other_{n}"))
    places = [read(leaf).n for leaf in store.stream("elm", "con_a")]
    assert places == [1, 2, 3, 4, 5]
    assert [read(leaf).n for leaf in store.stream("elm", "con_a", after=2)] == [3, 4, 5]
    assert [read(leaf).n for leaf in store.stream("elm", "con_a", after=1, limit=2)] == [2, 3]


def _everything(store: Store) -> None:
    """A batch with something of each kind that then meets a conflict."""
    with store.write() as batch:
        entry = batch.add("elm", draft("con_new"), NOW)
        batch.put_payload("elm", entry.i, 0, b"sealed")
        batch.put_blob("elm", b"a long charter")
        batch.remember("elm", b"form", entry.i, entry.i)
        batch.note_erasure("elm", entry.i)
        batch.add("elm", draft("con_a"), NOW)


def _is_as_before(store: Store) -> bool:
    return (
        store.head("elm") == Head(1, NOW)
        and store.stream("elm", "con_new") == []
        and store.payload("elm", 1, 0) is None
        and store.blob("elm", hashlib.sha256(b"a long charter").hexdigest()) is None
        and store.answered("elm", b"form") is None
        and store.erasures() == []
    )


def test_a_conflict_leaves_nothing_of_the_batch_and_the_store_goes_on(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    with pytest.raises(Conflict):
        _everything(store)
    assert _is_as_before(store)
    assert add(store, "elm", draft("con_b"))[0].i == 1


def _turns_back(store: Store) -> None:
    with store.write() as batch:
        batch.add("elm", draft("con_new"), NOW)
        batch.put_payload("elm", 1, 0, b"sealed")
        raise KeyError


def test_whoever_leaves_a_batch_with_an_error_leaves_nothing(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    with pytest.raises(KeyError):
        _turns_back(store)
    assert _is_as_before(store)
    assert add(store, "elm", draft("con_b"))[0].i == 1


def _remember(store: Store, *spans: tuple[int, int]) -> None:
    """One entry, and the key `form` for each span."""
    with store.write() as batch:
        batch.add("elm", draft(f"con_{batch.head('elm').size}"), NOW)
        for first, last in spans:
            batch.remember("elm", b"form", first, last)


def test_a_key_used_before_is_a_conflict_that_names_the_key(store: Store) -> None:
    _remember(store, (0, 1))
    assert store.answered("elm", b"form") == (0, 1)
    with pytest.raises(Conflict) as conflict:
        _remember(store, (2, 2))
    assert (conflict.value.key, conflict.value.stream) == (b"form", "")
    assert store.answered("elm", b"form") == (0, 1)
    assert store.head("elm").size == 1


def test_a_key_cannot_be_used_twice_in_one_batch(store: Store) -> None:
    with pytest.raises(Conflict):
        _remember(store, (0, 0), (1, 1))
    assert store.answered("elm", b"form") is None
    assert store.head("elm").size == 0


def test_a_key_belongs_to_its_community(store: Store) -> None:
    with store.write() as batch:
        batch.remember("elm", b"form", 0, 0)
    with store.write() as batch:
        batch.remember("oak", b"form", 3, 4)
    assert store.answered("elm", b"form") == (0, 0)
    assert store.answered("oak", b"form") == (3, 4)


@pytest.mark.parametrize("name", ["", "Elm", "elm/oak", "../elm", "el m", "-elm", "é" * 3, "e" * 65])
def test_a_community_has_a_name_that_can_stand_in_a_path(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        add(store, name, draft("con_a"))


@pytest.mark.parametrize("now", ["", "2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22T10:00", "9"])
def test_a_time_in_another_form_is_refused(store: Store, now: str) -> None:
    with pytest.raises(ValueError, match="a time is written"):
        add(store, "elm", draft("con_a"), now=now)


def test_waiting_ends_with_the_entry_that_was_waited_for(store: Store) -> None:
    sizes: list[int] = []
    waiting = [threading.Thread(target=lambda: sizes.append(store.wait("elm", 1, 600)), daemon=True) for _ in range(4)]
    add(store, "elm", draft("con_a"))
    for thread in waiting:
        thread.start()
    add(store, "oak", draft("con_a"))
    add(store, "elm", draft("con_b"))
    for thread in waiting:
        thread.join(30)
    assert sizes == [2, 2, 2, 2]


def test_waiting_without_patience_answers_the_size_at_once(store: Store) -> None:
    add(store, "elm", draft("con_a"))
    assert store.wait("elm", 0, 60) == 1
    assert store.wait("elm", 5, 0) == 1
