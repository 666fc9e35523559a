"""What was recorded once reads the same for ever: names, fields and bytes are fixed, older versions are brought up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.events import fact as facts
from folkmoot.events.entry import LIMIT, Entry, TooLarge, canonical, is_canonical, pub_of, read, write
from folkmoot.events.fact import KINDS, Fact, Unknown, decode, fact, guard

GOLDEN = (Path(__file__).parent / "golden.jsonl").read_bytes().splitlines()
"""One entry of each kind, with every field set, written when the kind was introduced. A line is never changed: a kind
gets another line when it gets another version or a new field with a default.
"""

NAMES = """
ballot.batch_confirmed ballot.batch_differed ballot.batch_entered
ballot.cast canvas.answered canvas.concluded canvas.opened canvas.promised charter.adopted charter.amended community.founded
consent.given
consent.withdrawn contribution.erased contribution.held contribution.hidden contribution.linked contribution.put_forward
contribution.received contribution.released contribution.restored contribution.revised contribution.shared
contribution.withdrawn decision.called decision.called_off decision.closed decision.opened decision.reviewed
decision.seconded decision.tallied duty.stated
keys.stated licence.stated participant.attested participant.erased participant.joined participant.left payload.redacted
plugin.configured plugin.disabled plugin.enabled plugin.suspended plugin.upgraded
record.continued record.restored response.given role.given role.taken_back source.named
meeting.access_asked meeting.called meeting.cancelled meeting.changed meeting.held meeting.noted meeting.notes_agreed
meeting.notes_disputed review.closed review.opened review.remarked round.closed round.opened round.passed round.turn_taken
theme.link_contested theme.link_upheld theme.linked theme.made theme.renamed theme.unlinked
commitment.delivered commitment.dispute_answered commitment.disputed commitment.made commitment.missed commitment.moved
commitment.progressed decision.answered decision.view_attached duty.overdue question.answered question.seconded
group_rules.agreed place.closed place.opened topic.agreed topic.laid_aside topic.merged topic.raised topic.seconded topic.taken_up
topic.took_in
proposal.amendment_accepted proposal.amendment_declined proposal.amendment_offered proposal.begun
proposal.editor_admitted proposal.merge_objected proposal.merged proposal.split proposal.substance_contested
proposal.support_withdrawn proposal.supported proposal.version_published proposal.withdrawn
contribution.alternative_ended contribution.alternative_made contribution.attached contribution.detached
contribution.appeal_decided contribution.appealed contribution.checked contribution.opened_for_care contribution.reported
"""


def test_names_of_kinds_are_stable() -> None:
    assert sorted(KINDS) == sorted(NAMES.split())


@pytest.mark.parametrize("leaf", GOLDEN, ids=lambda leaf: read(leaf).type)
def test_a_recorded_entry_is_written_again_to_the_same_bytes(leaf: bytes) -> None:
    entry = read(leaf)
    known = entry.fact()
    assert not isinstance(known, Unknown)
    again = Entry(entry.by, entry.cm, entry.i, entry.n, pub_of(known), entry.s, entry.t, known.NAME, known.VERSION, entry.via)
    assert write(again) == leaf


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_field_of_a_kind_stands_in_a_recorded_example(name: str) -> None:
    shown = {field for entry in map(read, GOLDEN) if entry.type == name for field in msgspec.json.decode(entry.pub)}
    silent = {("decision.called", "secrecy")}  # it has one value so far, the default, which is left out
    assert shown == {field for field in KINDS[name].__struct_fields__ if (name, field) not in silent}


@pytest.mark.parametrize("leaf", GOLDEN, ids=lambda leaf: read(leaf).type)
def test_a_recorded_entry_has_the_seals_of_its_kind(leaf: bytes) -> None:
    entry = read(leaf)
    kind = KINDS[entry.type]
    assert [guard(kind, k)[1] for k in range(len(entry.cm))] == _guards(kind, len(entry.cm))


def _guards(kind: type[Fact], seals: int) -> list[str]:
    repeats = bool(kind.SEALS) and kind.SEALS[-1][0].endswith("*")
    assert seals == len(kind.SEALS) or (repeats and seals >= len(kind.SEALS))
    return [kind.SEALS[min(k, len(kind.SEALS) - 1)][1] for k in range(seals)]


def test_the_last_seal_of_a_kind_repeats_only_where_it_says_so() -> None:
    assert guard(KINDS["decision.called"], 26) == ("option*", "office")
    with pytest.raises(IndexError):
        guard(KINDS["decision.reviewed"], 1)
    with pytest.raises(IndexError):
        guard(KINDS["ballot.cast"], 0)


@pytest.fixture
def moved() -> Iterator[type[Fact]]:
    """A kind that had a field `place` in version 1, in metres, and has `north` and `east` in version 3."""

    @fact(
        "bench.moved",
        v=3,
        upcasts={
            1: lambda pub: {"at": pub["place"]},
            2: lambda pub: {"north": pub["at"][0], "east": pub["at"][1]},
        },
    )
    class Moved(Fact, frozen=True):
        north: int
        east: int

    yield Moved
    del KINDS["bench.moved"], facts._DECODERS["bench.moved", 3]
    del facts._UPCASTS["bench.moved", 1], facts._UPCASTS["bench.moved", 2]


def test_older_versions_are_brought_up_step_by_step(moved: type[Any]) -> None:
    now = moved(north=3, east=4)
    assert decode("bench.moved", 1, msgspec.Raw(b'{"place":[3,4]}')) == now
    assert decode("bench.moved", 2, msgspec.Raw(b'{"at":[3,4]}')) == now
    assert decode("bench.moved", 3, msgspec.Raw(b'{"east":4,"north":3}')) == now


def test_a_version_or_kind_of_the_future_is_carried_as_unknown(moved: type[Any]) -> None:
    pub = msgspec.Raw(b'{"where":"north-east"}')
    assert decode("bench.moved", 4, pub) == Unknown("bench.moved", 4, pub)
    assert decode("bench.painted", 1, pub) == Unknown("bench.painted", 1, pub)


def test_a_field_of_the_future_does_not_stop_the_reading() -> None:
    known = decode("participant.joined", 1, msgspec.Raw(b'{"canvas":"can_x","roll":"open","since":"spring"}'))
    assert not isinstance(known, Unknown)


def test_a_known_kind_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode("participant.joined", 1, msgspec.Raw(b'{"canvas":"can_x","roll":"friend"}'))


@pytest.mark.parametrize("change", [b'"extra":1,"i"', b'"I"', b""])
def test_an_envelope_has_exactly_its_ten_keys(change: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        read(GOLDEN[0].replace(b'"i"', change) if change else GOLDEN[0].replace(b'"i":0,', b""))


def test_an_entry_holds_eight_kibibytes_and_no_more() -> None:
    def of(size: int) -> Entry:
        return msgspec.structs.replace(read(GOLDEN[0]), pub=msgspec.Raw(b'"' + b"x" * size + b'"'))

    room = LIMIT - len(write(of(0)))
    assert len(write(of(room))) == LIMIT
    with pytest.raises(TooLarge):
        write(of(room + 1))


JSON = st.recursive(
    st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=126, min_codepoint=32), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_canonical_json_reads_back_and_is_its_own_canonical_form(value: Any) -> None:
    text = canonical(value)
    assert is_canonical(text)
    assert canonical(msgspec.json.decode(text)) == text


@pytest.mark.parametrize("value", [1.5, None, {"a": None}, [1.0], float("nan"), {"a": [None]}])
def test_a_record_has_no_fraction_and_no_null(value: Any) -> None:
    with pytest.raises(ValueError, match="no fraction and no null"):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    [b'{"b":1,"a":2}', b'{ "a":1}', b'{"a":1.0}', b"null", '"e\u0301"'.encode(), b'"\\u0061"', b"", b"{", b'{"a":1}\n'],
)
def test_other_ways_to_write_the_same_are_not_canonical(text: bytes) -> None:
    assert not is_canonical(text)
