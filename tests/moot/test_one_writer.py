"""One process writes; another one is told so in a sentence, and may read all the same."""

from pathlib import Path

import pytest

from folkmoot.domain.rules import Refused
from folkmoot.installation import Installation
from folkmoot.record.store import Busy
from tests.moot.conftest import COMMUNITY


def test_a_second_writer_is_told_what_to_do(installation: Installation, home: Path) -> None:
    with pytest.raises(Busy, match="already") as refused:
        Installation(home)
    assert str(refused.value).count(" ") > 5, "a sentence, not a code"


def test_a_reader_beside_the_writer_sees_what_is_committed(installation: Installation, home: Path, canvas: str) -> None:
    reader = Installation(home, write=False)
    try:
        assert reader.store.head(COMMUNITY) == installation.store.head(COMMUNITY)
        assert b"old library" in (reader.payload(COMMUNITY, reader.store.head(COMMUNITY).size - 1, 0) or b"")
    finally:
        reader.close()


@pytest.mark.parametrize("name", ["api", "static", "at", "c", "Ash", "a b", "", "-a"])
def test_a_community_cannot_be_named_like_an_address_of_the_site(installation: Installation, name: str) -> None:
    with pytest.raises(Refused, match="short name"):
        installation.found(name, "Ash", "We listen.", "Steward")
