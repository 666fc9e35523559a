"""Signed notes agree with the published vectors, and whatever is changed in one is noticed."""

import json
import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.record.note import NoteError, Signer, Verifier, generate, open_note, sign, signature_line

SEED = bytes(range(32))
TEXT = "What we decided,\nand why.\n"


def published(vectors: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((vectors / "note" / "signed_note.json").read_text())
    return found


def test_published_notes_open_with_the_published_keys(vectors: Path) -> None:
    data = published(vectors)
    for case in data["ok"]:
        keys = [Verifier.parse(data["keys"][name]) for name in case["verify_with"]]
        opened = open_note(case["note"].encode(), keys)
        assert list(opened.names) == case["verified"]
        assert case["note"].startswith(opened.text + "\n")
    assert len(data["ok"]) == 4


def test_published_notes_that_are_malformed_or_unverified_are_refused(vectors: Path) -> None:
    data = published(vectors)
    keys = [Verifier.parse(data["keys"][name]) for name in ("peter", "enoch")]
    for case in data["malformed"] + data["invalid_signature"]:
        note = bytes.fromhex(case.get("note_prefix_bytes_hex", "")) + case["note"].encode()
        with pytest.raises(NoteError):
            open_note(note, keys)
    with pytest.raises(NoteError, match="None of the trusted keys has signed"):
        open_note(data["unverified_error"][0]["note"].encode(), [])


def test_a_published_signature_is_made_again_byte_for_byte(vectors: Path) -> None:
    data = published(vectors)
    signer = Signer.parse(data["keys"]["peter_published_test_skey"])
    assert str(signer.verifier) == data["keys"]["peter"]
    opened = open_note(data["ok"][0]["note"].encode(), [signer.verifier])
    assert sign(opened.text, signer) == data["ok"][0]["note"].encode()


def test_a_miscopied_public_key_is_refused(vectors: Path) -> None:
    data = published(vectors)
    key = data["keys"]["peter"]
    cut = [key[start:stop] for start in range(len(key)) for stop in range(start, len(key) + 1)]
    raised = [key[:at] + chr(ord(key[at]) + 1) + key[at + 1 :] for at in range(len(key))]
    for wrong in [each for each in cut if each != key] + raised + data["bad_vkeys"]:
        with pytest.raises(NoteError):
            Verifier.parse(wrong)
    assert str(Verifier.parse(key)) == key


@given(st.binary(min_size=32, max_size=32))
def test_any_key_is_read_back_as_written_though_its_base64_may_hold_plus_signs(seed: bytes) -> None:
    signer = Signer("moot.example/riverside", seed)
    assert Signer.parse(signer.secret()).secret() == signer.secret()
    assert str(Verifier.parse(str(signer.verifier))) == str(signer.verifier)


def test_a_private_key_shows_in_no_printout_and_in_no_refusal() -> None:
    signer = Signer("moot.example/riverside", SEED)
    secret = signer.secret()
    assert secret[-20:] not in repr(signer) + str(signer) + repr(vars(signer.verifier))
    for wrong in (secret[:-1], secret + "=", secret[len("PRIVATE+KEY+") :], secret.replace("+", "-")):
        with pytest.raises(NoteError) as refusal:
            Signer.parse(wrong)
        assert secret[-20:-2] not in "".join(traceback.format_exception_only(refusal.value)) + repr(refusal.value.__cause__)


def test_every_new_key_is_another_key() -> None:
    first, second = generate("office.example"), generate("office.example")
    assert first.secret() != second.secret()
    with pytest.raises(NoteError, match="None of the trusted keys"):
        open_note(sign(TEXT, first), [second.verifier])


def test_a_note_parts_at_its_last_empty_line() -> None:
    signer = Signer("office.example", SEED)
    text = "A minute.\n\n\u2014 not a signature\n\nMore.\n\n"
    assert open_note(sign(text, signer), [signer.verifier]).text == text


def test_one_failing_signature_of_a_known_key_spoils_the_note_though_another_verifies() -> None:
    good, bad = Signer("office.example", SEED), Signer("university.example", SEED)
    note = sign(TEXT, good) + signature_line(bad.name, bad.key_id, bad.sign(b"another text\n"))
    assert open_note(note, [good.verifier]).names == ("office.example",)
    with pytest.raises(NoteError, match=r"The signature of university.example is not valid"):
        open_note(note, [good.verifier, bad.verifier])
    twice = sign(TEXT, bad) + signature_line(bad.name, bad.key_id, bad.sign(b"another text\n"))
    with pytest.raises(NoteError, match=r"The signature of university.example is not valid"):
        open_note(twice, [bad.verifier])


def test_two_signatures_of_one_key_count_as_one() -> None:
    signer = Signer("office.example", SEED)
    assert open_note(sign(TEXT, signer, signer), [signer.verifier]).names == ("office.example",)
    with pytest.raises(NoteError, match="give only one"):
        open_note(sign(TEXT, signer), [signer.verifier, Verifier.parse(str(signer.verifier))])


@given(st.data())
def test_no_changed_byte_leaves_a_note_valid(data: st.DataObject) -> None:
    signer = Signer("office.example", SEED)
    note = bytearray(sign(TEXT, signer))
    note[data.draw(st.integers(min_value=0, max_value=len(note) - 1))] ^= data.draw(st.integers(min_value=1, max_value=255))
    with pytest.raises(NoteError):
        open_note(bytes(note), [signer.verifier])


def test_a_hundred_signatures_are_read_and_one_more_is_too_many() -> None:
    signer = Signer("office.example", SEED)
    stranger = signature_line("stranger.example", b"\0\0\0\1", b"\0" * 64)
    assert open_note(sign(TEXT, signer) + stranger * 99, [signer.verifier]).names == ("office.example",)
    with pytest.raises(NoteError, match="101 signatures"):
        open_note(sign(TEXT, signer) + stranger * 100, [signer.verifier])
    with pytest.raises(NoteError, match="more than the 1000000"):
        open_note(b"x" * 1_000_000 + sign(TEXT, signer), [signer.verifier])


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nbreak", "no-break\u00a0space", "tab\t"])
def test_a_name_that_cannot_stand_in_a_note_makes_no_key(name: str) -> None:
    with pytest.raises(NoteError, match="A key's name has no space"):
        generate(name)


@pytest.mark.parametrize("text", ["", "no newline", "a\x00b\n", "tab\there\n", "a\r\n"])
def test_a_text_that_could_not_be_read_back_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError, match="The text of a note"):
        sign(text, Signer("office.example", SEED))


def test_keys_of_another_type_or_length_are_refused() -> None:
    with pytest.raises(NoteError, match="is not of type 1"):
        Verifier.parse("office.example+00000000+BAAA")
    with pytest.raises(NoteError, match="has 31 bytes"):
        Verifier("office.example", b"x" * 31)
    with pytest.raises(NoteError, match="has 33 bytes"):
        Signer("office.example", b"x" * 33)
