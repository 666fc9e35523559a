"""Only the house says what a restore may have lost, and that a record goes on under a new origin."""

from folkmoot.domain.restoring import ContinueRecord, DeclareRestored
from folkmoot.events.community import KeysStated
from folkmoot.events.record import Continued, RecordRestored
from tests.rules.given import World, facts, steward

RESTORED = DeclareRestored(start=1, stop=4, reason="The disk failed on Sunday.")
CONTINUED = ContinueRecord(
    origin="talk.example.org/elm",
    size=52,
    root="A" * 43 + "=",
    checkpoint_key="elm+00000000+AQ==",
    receipt_key="elm/receipt+00000000+AQ==",
)


def test_a_restore_declares_the_entries_whose_words_may_be_lost(world: World) -> None:
    acts = world.when("house", RESTORED)
    assert (facts(acts), acts[0].stream) == ([RecordRestored(start=1, stop=4)], "community")
    assert acts[0].words[0].payload == b'{"lang":"en","text":"The disk failed on Sunday."}'


def test_a_restore_declares_a_span_of_entries(world: World) -> None:
    for start, stop in ((-1, 3), (3, 3), (4, 3)):
        assert "the first entry" in world.refused("house", DeclareRestored(start=start, stop=stop, reason="The disk failed."))


def test_no_loss_is_declared_before_it_can_have_happened(world: World) -> None:
    size = len(world.entries)
    for stop in (size + 1, 10**9):
        assert "of the record" in world.refused("house", DeclareRestored(start=0, stop=stop, reason="The disk failed."))
    assert world.when("house", DeclareRestored(start=0, stop=size, reason="The disk failed."))


def test_a_record_that_goes_on_names_the_last_checkpoint_and_its_new_keys(world: World) -> None:
    assert facts(world.when("house", CONTINUED)) == [
        Continued(origin="talk.example.org/elm", size=52, root=CONTINUED.root),
        KeysStated(checkpoint=CONTINUED.checkpoint_key, receipt=CONTINUED.receipt_key),
    ]


def test_nobody_else_says_so(world: World, ana: str) -> None:
    for by in (ana, steward(world)):
        for command in (RESTORED, CONTINUED):
            assert "Only a restore" in world.refused(by, command)
