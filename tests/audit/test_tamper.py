"""Whoever changes a bundle without the signing key is found, and with it whenever something was kept outside."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.audit import audit
from folkmoot.audit.outside import NOTHING
from folkmoot.record.note import Signer
from tests.audit.conftest import Fresh
from tests.audit.tampering import (
    CHANGES,
    Flip,
    first_changed,
    flips,
    forge_checkpoint,
    leave_out,
    leaves_of,
    sign_again,
    sign_words,
    swap_payloads,
    write_entries,
    write_tiles,
)
from tests.audit.town import Town

often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
seldom = settings(often, max_examples=15)
places = st.integers(0, 999)


def covers(place: object, index: int) -> bool:
    """Whether a place in a report is or holds an entry."""
    return place == index or (isinstance(place, tuple) and place[0] <= index < place[1])


def test_the_untouched_bundle_holds_and_every_result_is_counted_again(town: Town) -> None:
    report = audit(town.bundle, trust=town.key, since=town.older, receipts=town.receipts)
    assert report.text().startswith("All that could be checked holds.")
    assert report.figures["recounted"] == 1
    assert report.not_checked == []


@often
@given(flip=flips)
def test_a_flipped_bit_anywhere_in_a_bundle_is_found(town: Town, fresh: Fresh, flip: Flip) -> None:
    folder = fresh()
    name = flip.do(folder)
    assert not audit(folder, trust=town.key).ok, name


@pytest.mark.parametrize("change", CHANGES)
@seldom
@given(at=places, other=places)
def test_changed_entries_are_found_where_they_are(town: Town, fresh: Fresh, change: str, at: int, other: int) -> None:
    folder = fresh()
    before = leaves_of(folder)
    after = CHANGES[change](before, at % len(before), other % len(before))
    if after == before:
        return
    write_entries(folder, after, len(before))
    report = audit(folder, trust=town.key)
    assert any(covers(place, first_changed(before, after)) for place, _ in report.faults), report.text()


@pytest.mark.parametrize("change", CHANGES)
@seldom
@given(at=places, other=places)
def test_making_all_tiles_anew_does_not_help_without_the_key(town: Town, fresh: Fresh, change: str, at: int, other: int) -> None:
    folder = fresh()
    before = leaves_of(folder)
    after = CHANGES[change](before, at % len(before), other % len(before))
    if after == before:
        return
    write_tiles(folder, after)
    report = audit(folder, trust=town.key)
    assert any(covers(place, first_changed(before, after)) for place, _ in report.faults), report.text()


@seldom
@given(one=places, two=places, signed=st.booleans())
def test_swapped_words_are_found_also_when_the_host_signs_for_them(
    town: Town, fresh: Fresh, one: int, two: int, signed: bool
) -> None:
    folder = fresh()
    swap_payloads(folder, one, two)
    if signed:
        sign_words(folder, len(leaves_of(folder)), Signer.parse(town.secret))
    assert not audit(folder, trust=town.key).ok


@seldom
@given(which=places)
def test_public_words_claimed_private_are_named_also_when_the_host_signs_for_it(town: Town, fresh: Fresh, which: int) -> None:
    folder = fresh()
    index = leave_out(folder, which)
    sign_words(folder, len(leaves_of(folder)), Signer.parse(town.secret))
    assert audit(folder, trust=town.key).first_bad == index


def test_a_checkpoint_of_another_key_is_found_with_the_key_and_without(town: Town, fresh: Fresh) -> None:
    folder = fresh()
    forge_checkpoint(folder)
    assert not audit(folder, trust=town.key).ok
    assert "states another key" in audit(folder).text()


@pytest.mark.parametrize("change", CHANGES)
@seldom
@given(at=places, other=places)
def test_a_host_that_signs_anew_is_found_by_an_older_checkpoint_or_a_receipt(
    town: Town, fresh: Fresh, change: str, at: int, other: int
) -> None:
    folder = fresh()
    before = leaves_of(folder)
    after = CHANGES[change](before, at % (town.stands + 1), other % len(before))
    if after == before:
        return
    sign_again(folder, after, Signer.parse(town.secret))
    assert not audit(folder, trust=town.key, since=town.older).ok
    assert not audit(folder, trust=town.key, receipts=town.receipts).ok


@seldom
@given(other=places)
def test_a_host_that_drops_or_changes_an_entry_with_a_receipt_is_found_by_the_receipt_alone(
    town: Town, fresh: Fresh, tmp_path_factory: pytest.TempPathFactory, other: int
) -> None:
    folder, alone = fresh(), tmp_path_factory.mktemp("alone")
    (alone / "mine.receipt").write_bytes((town.receipts / "mine.receipt").read_bytes())
    before = leaves_of(folder)
    for change in CHANGES.values():
        after = change(before, town.stands, other % len(before))
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
