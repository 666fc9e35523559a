"""The written format and the code say the same."""

import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from folkmoot.bundle import ABOUT
from folkmoot.bundle.words import TERMS
from folkmoot.domain import blank
from folkmoot.domain.openness import Openness
from folkmoot.events import KINDS
from folkmoot.events.canvas import Stage
from folkmoot.events.community import Role, Rules
from folkmoot.events.contribution import Kind
from folkmoot.events.decision import Electorate, Option
from folkmoot.events.meeting import Access
from folkmoot.events.participant import Roll

LISTS = {"ROLE": Role, "ROLL": Roll, "KIND": Kind, "ACCESS": Access, "PLACE": Stage}
"""Names in the table of lists that stand below it."""

README = (Path(__file__).parents[2] / "core" / "folkmoot" / "record" / "README.md").read_text()


def rows() -> dict[str, list[str]]:
    """Kind -> the columns of its row in the table of kinds."""
    table = README.split("<!-- kinds -->")[1].split("<!-- /kinds -->")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| `")]
    return {re.findall(r"`(\w+\.\w+)`", line[0])[0]: line for line in lines}


def seals(column: str) -> list[tuple[str, str]]:
    """`text, reason: office` -> each seal with its guard."""
    names, _, guard = column.partition(": ")
    return [] if column == "–" else [(name, guard) for name in names.split(", ")]


def default(value: Any) -> str:
    """A default as the table writes it."""
    if isinstance(value, str):
        return f"`{value}`" if value else '""'
    return {"()": "[]"}.get(str(value), str(value))


def fields(kind: type[msgspec.Struct]) -> list[str]:
    """Each field as the table has to have it, with its default where it has one."""
    told = []
    for field in msgspec.structs.fields(kind):
        given = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        told.append(f"{field.name} ({default(given)})" if given is not msgspec.NODEFAULT else field.name)
    return told


def choices(hint: Any) -> list[str]:
    """The values that a field is restricted to, also within lists; names of longer lists that stand below the table."""
    if hint in LISTS.values():
        return [next(name for name, values in LISTS.items() if values == hint)]
    if get_origin(hint) is Literal:
        return [f"`{value}`" if isinstance(value, str) else str(value) for value in get_args(hint)]
    return [choice for inner in get_args(hint) for choice in choices(inner)]


def test_every_kind_of_fact_has_its_row_and_no_row_is_of_another() -> None:
    assert set(rows()) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_the_row_of_a_kind_has_its_seals_its_fields_and_what_they_may_be(name: str) -> None:
    kind, (_, stream, sealed, pub, _) = KINDS[name], rows()[name]
    for begins in re.split(", | or ", stream):
        assert blank(begins if begins == "community" else begins + "a" * 16) is not None
    assert seals(sealed) == list(kind.SEALS)
    assert kind.VERSION == 1, "the table says that all kinds are of version 1"
    if pub != "as `charter.adopted`":
        assert [told for told in fields(kind) if told not in pub] == []
        hints = {field: hint for field, hint in get_type_hints(kind).items() if field in kind.__struct_fields__}
        assert [choice for hint in hints.values() for choice in choices(hint) if choice not in pub] == []


def test_the_lists_below_the_table_are_the_ones_of_the_code() -> None:
    for name, values in LISTS.items():
        assert f"- {name}: {' '.join(f'`{value}`' for value in get_args(values))}." in README
    rules = Rules()
    stewards = ",".join(f"`{role}`" for role in rules.opens)
    assert f"grain ({rules.grain}, minutes" in README
    assert f"notice ({rules.notice}, hours" in README
    assert f"opens ([{stewards}]" in README
    assert f"small ({rules.small}, people" in README
    assert f"seconds ({rules.seconds}, people" in README
    assert f"answer ({rules.answer}, days" in README
    assert set(Electorate.__struct_fields__) == {"rolls", "until"}
    assert set(Option.__struct_fields__) == {"id", "source"}


def test_the_reasons_of_a_seal_are_the_ones_that_openness_gives() -> None:
    source = Path(str(__import__(Openness.__module__, fromlist=["x"]).__file__)).read_text()
    given = set(re.findall(r'Status\("\w+", "([^"]+)"', source)) - {"lost in a restore"}
    assert given == set(re.findall(r"\(`([a-z ]+)`\)", README.split("## 6.")[1].split("## 7.")[0]))


def test_the_fixed_texts_are_the_ones_that_are_written() -> None:
    assert ABOUT in README
    assert TERMS in README
