"""Ids say nothing and do not repeat."""

import re

from folkmoot.record.ids import new_id


def test_an_id_is_its_prefix_and_sixteen_letters_of_base_32() -> None:
    assert re.fullmatch(r"con_[a-z2-7]{16}", new_id("con_"))


def test_ids_do_not_repeat_and_use_every_letter() -> None:
    ids = {new_id("") for _ in range(5000)}
    assert len(ids) == 5000
    assert len(set("".join(ids))) == 32
