"""The written format and the code say the same."""

import re
from pathlib import Path

from folkmoot.bundle import ABOUT
from folkmoot.bundle.words import TERMS
from folkmoot.events import KINDS

README = (Path(__file__).parents[2] / "core" / "folkmoot" / "record" / "README.md").read_text()


def rows() -> dict[str, str]:
    """Kind -> its row in the table of kinds."""
    table = README.split("<!-- kinds -->")[1].split("<!-- /kinds -->")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return {name: line for line in lines for name in re.findall(r"`(\w+\.\w+)`", line.split("|")[1])}


def test_every_kind_of_fact_has_its_row_and_no_row_is_of_another() -> None:
    assert set(rows()) == set(KINDS)


def test_every_field_and_every_seal_stands_in_the_row_of_its_kind() -> None:
    missing = []
    for name, kind in KINDS.items():
        row = rows()[name]
        fields = [] if "as `charter.adopted`" in row else list(kind.__struct_fields__)
        missing += [f"{name}: {part}" for part in (*fields, *(seal for seal, _ in kind.SEALS)) if part not in row]
    assert missing == []


def test_the_fixed_texts_are_the_ones_that_are_written() -> None:
    assert ABOUT in README
    assert TERMS in README
