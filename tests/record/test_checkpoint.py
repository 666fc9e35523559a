"""Checkpoints read and write the published format, and ours keep its stricter rules."""

import json
from pathlib import Path

import pytest

from folkmoot.record.checkpoint import Checkpoint, check_origin, open_checkpoint, parse, sign
from folkmoot.record.note import NoteError, Signer, Verifier
from folkmoot.record.tree import EMPTY_ROOT, leaf_hash, verify_consistency

ORIGIN = "moot.example/riverside"
SIGNER = Signer(ORIGIN, bytes(range(32)))


def test_the_published_tree_description_is_read_and_written_alike(vectors: Path) -> None:
    data = json.loads((vectors / "checkpoint" / "format_tree.json").read_text())
    found = parse(data["ok"]["text"])
    assert found.size == data["ok"]["size"]
    assert found.root == leaf_hash(data["ok"]["root_is_leaf_hash_of_utf8"].encode())
    assert found.body() == data["ok"]["text"]
    for wrong in data["bad"]:
        with pytest.raises(NoteError):
            parse(wrong)


def test_real_signed_heads_of_another_log_verify_though_their_origin_is_not_their_key_name(vectors: Path) -> None:
    data = json.loads((vectors / "checkpoint" / "sumdb_heads.json").read_text())
    for case in data["checkpoints"]:
        found, names = open_checkpoint(case["checkpoint"].encode(), [Verifier.parse(data["vkey"])], "go.sum database tree")
        assert names == ("sum.golang.org",)
        assert case["checkpoint"].startswith(found.body())


def test_a_consistent_pair_of_another_implementation_verifies(vectors: Path) -> None:
    data = json.loads((vectors / "witness" / "monkeys_consistency.json").read_text())
    key = Verifier.parse(data["vkey"])
    old, _ = open_checkpoint(data["old_checkpoint"].encode(), [key], "monkeys")
    new, _ = open_checkpoint(data["new_checkpoint"].encode(), [key], "monkeys")
    verify_consistency(old.size, old.root, new.size, new.root, [bytes.fromhex(each) for each in data["consistency_proof_hex"]])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n1\n{root}",
        "\n1\n{root}\n",
        "a\n\n{root}\n",
        "a\n01\n{root}\n",
        "a\n-1\n{root}\n",
        "a\n+1\n{root}\n",
        "a\n1_0\n{root}\n",
        "a\n\u0661\n{root}\n",
        "a\n 1\n{root}\n",
        "a\n99999999999999999999\n{root}\n",
        "a\n1\n{root}\n\n",
        "a\n1\n{root}=\n",
        "a\n1\nAAAA\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    root = Checkpoint("a", 1, EMPTY_ROOT).body().split("\n")[2]
    with pytest.raises(NoteError):
        parse(text.format(root=root))
    assert parse(f"a\n1\n{root}\n").size == 1


def test_further_lines_of_other_logs_are_kept_and_never_signed_by_us() -> None:
    text = Checkpoint(ORIGIN, 1, EMPTY_ROOT).body() + "a further line\n"
    found = parse(text)
    assert found.extensions == ("a further line",)
    assert found.body() == text
    with pytest.raises(NoteError, match="carry no further lines"):
        sign(found, SIGNER)


def test_a_checkpoint_of_another_record_does_not_pass_for_ours() -> None:
    signed = sign(Checkpoint(ORIGIN, 1, leaf_hash(b"x")), SIGNER)
    assert open_checkpoint(signed, [SIGNER.verifier], ORIGIN)[0].size == 1
    with pytest.raises(NoteError, match=r"This is a checkpoint of moot.example/riverside"):
        open_checkpoint(signed, [SIGNER.verifier], "moot.example/hillside")


def test_an_empty_record_has_one_root_only() -> None:
    assert open_checkpoint(sign(Checkpoint(ORIGIN, 0, EMPTY_ROOT), SIGNER), [SIGNER.verifier])[0].size == 0
    with pytest.raises(NoteError, match="An empty record has only one root"):
        sign(Checkpoint(ORIGIN, 0, leaf_hash(b"")), SIGNER)


def test_numbers_and_roots_that_cannot_be_read_back_are_not_signed() -> None:
    for size, root in ((-1, EMPTY_ROOT), (2**63, EMPTY_ROOT), (1, b"short")):
        with pytest.raises(NoteError):
            sign(Checkpoint(ORIGIN, size, root), SIGNER)


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "moot.example/", "https://moot.example/a", "a\nb"])
def test_an_origin_that_other_tools_would_refuse_is_refused(origin: str) -> None:
    with pytest.raises(NoteError, match="An origin is a host and a path"):
        check_origin(origin)
