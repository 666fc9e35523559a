"""Whoever changes a bundle without the signing key is found, and with it whenever something was kept outside."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.audit import Report, audit
from folkmoot.audit.outside import NOTHING
from folkmoot.record.note import Signer
from tests.audit.cases import CASES, NO_ENTRY, NOTHING_DONE, Numbers
from tests.audit.conftest import Fresh
from tests.audit.tampering import CHANGES, leaves_of, sign_again
from tests.audit.town import Town

drawn = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
often = settings(drawn, max_examples=80)
number = st.integers(0, 999_999)
numbers = st.tuples(number, number, number)


def covers(place: object, index: int) -> bool:
    """Whether a place in a report is or holds an entry."""
    return place == index or (isinstance(place, tuple) and place[0] <= index < place[1])


def found(report: Report, index: int) -> bool:
    """Whether a report says that something is wrong, and at that entry where it is one."""
    return not report.ok and (index == NO_ENTRY or any(covers(place, index) for place, _ in report.faults))


def check(town: Town, folder: Path, name: str, drawn: Numbers) -> None:
    """Tamper, and look for it with what there is to look with."""
    case = CASES[name]
    first = case.do(folder, town, drawn)
    if first is NOTHING_DONE:
        return
    if not case.kept:
        report = audit(folder, trust=town.key)
        assert found(report, first), report.text()
    else:
        assert not audit(folder, trust=town.key, since=town.older).ok
        assert not audit(folder, trust=town.key, receipts=town.receipts).ok


def test_the_untouched_bundle_holds_and_every_result_is_counted_again(town: Town) -> None:
    report = audit(town.bundle, trust=town.key, since=town.older, receipts=town.receipts)
    assert report.text().startswith("All that could be checked holds.")
    assert report.figures["recounted"] == 1
    assert report.not_checked == []


@pytest.mark.parametrize("name", [name for name in CASES if name != "one bit flipped"])
@drawn
@given(numbers=numbers)
def test_tampering_is_found_where_it_is(town: Town, fresh: Fresh, name: str, numbers: Numbers) -> None:
    check(town, fresh(), name, numbers)


@often
@given(numbers=numbers)
def test_a_flipped_bit_anywhere_in_a_bundle_is_found_where_it_is(town: Town, fresh: Fresh, numbers: Numbers) -> None:
    check(town, fresh(), "one bit flipped", numbers)


@pytest.mark.parametrize("change", CHANGES)
@drawn
@given(numbers=numbers)
def test_the_tiles_that_were_signed_say_exactly_which_entry_is_another(
    town: Town, fresh: Fresh, change: str, numbers: Numbers
) -> None:
    folder = fresh()
    first = CASES[f"entries {change}"].do(folder, town, numbers)
    if first is NOTHING_DONE:
        return
    places = [place for place, _ in audit(folder, trust=town.key).faults]
    assert first in places or (first, len(leaves_of(town.bundle))) in places or _to_the_end(first, places)


def _to_the_end(first: int, places: Sequence[object]) -> bool:
    """Whether what is missing is said to be missing from there to the end of its tile."""
    return (first, -(-(first + 1) // 256) * 256) in places


@drawn
@given(numbers=numbers)
def test_a_host_that_drops_or_changes_an_entry_with_a_receipt_is_found_by_the_receipt_alone(
    town: Town, fresh: Fresh, tmp_path_factory: pytest.TempPathFactory, numbers: Numbers
) -> None:
    folder, alone = fresh(), tmp_path_factory.mktemp("alone")
    (alone / "mine.receipt").write_bytes((town.receipts / "mine.receipt").read_bytes())
    before = leaves_of(folder)
    for change in CHANGES.values():
        after = change(before, town.stands, numbers[0] % len(before))
        if after != before:
            sign_again(folder, after, Signer.parse(town.secret))
            assert not audit(folder, trust=town.key, receipts=alone).ok


def test_a_host_that_signs_anew_goes_unfound_where_nothing_was_kept_and_the_report_says_so(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    leaves = leaves_of(folder)
    last = max(at for at, leaf in enumerate(leaves) if b'"response.given"' in leaf)
    assert last == len(leaves) - 1
    sign_again(folder, leaves[:-1], Signer.parse(town.secret))
    report = audit(folder, trust=town.key)
    assert report.ok, report.text()
    assert NOTHING in report.vouched


def test_a_record_of_another_key_says_without_a_trusted_one_that_nobody_vouched_for_it(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    CASES["a record of another key"].do(folder, town, (0, 0, 0))
    report = audit(folder)
    assert report.ok, report.text()
    assert any("nobody outside vouched" in said for said in report.vouched)
    CASES["a checkpoint of another key"].do(folder, town, (0, 0, 0))
    assert "states another key" in audit(folder).text()


def test_an_altered_entry_is_named_also_when_it_makes_hundreds_after_it_look_wrong(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    path = folder / "tile" / "entries" / "001"
    path.write_bytes(path.read_bytes().replace(b'"t":"2', b'"t":"3', 1))
    report = audit(folder, trust=town.key)
    assert report.figures["faults"] > 100
    assert report.first_bad == 256
