"""A verifier by somebody who was given nothing but record/README.md and a bundle agrees with ours on every case of tampering."""

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.audit import audit
from folkmoot.bundle import export_community
from tests.audit.cases import CASES, NO_ENTRY, NOTHING_DONE, Numbers
from tests.audit.conftest import Fresh
from tests.audit.town import Town
from tests.second_verifier.verifier import verify
from tests.services.demonstration import WHERE, Demo

numbers = st.tuples(*[st.integers(0, 999_999)] * 3)
drawn = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FILES = sorted(file for file in Path(__file__).parent.glob("*.py") if file.name[:5] not in ("test_", "conft"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_of_it_has_at_most_300_lines_and_needs_the_standard_library_and_cryptography_alone(file: Path) -> None:
    text = file.read_text()
    nodes = list(ast.walk(ast.parse(text)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    others = {name for name in names if not name.startswith("tests.second_verifier.")}
    assert text.count("\n") <= 300
    assert {name.partition(".")[0] for name in others} - set(sys.stdlib_module_names) <= {"cryptography"}


def test_both_find_nothing_wrong_with_the_untouched_bundle(town: Town) -> None:
    assert audit(town.bundle, town.key, town.older, town.receipts).ok
    assert verify(town.bundle, town.key, town.older, town.receipts) == []


@pytest.mark.parametrize("name", CASES)
@drawn
@given(numbers=numbers)
def test_both_agree_on_whether_and_where_a_bundle_was_tampered_with(town: Town, fresh: Fresh, name: str, numbers: Numbers) -> None:
    folder, case = fresh(), CASES[name]
    first = case.do(folder, town, numbers)
    if first is NOTHING_DONE:
        return
    for since in (None, town.older) if case.kept else (None,):
        ours, theirs = audit(folder, town.key, since), verify(folder, town.key, since)
        assert ours.ok == (theirs == []), (ours.text(), theirs)
        if not case.kept and first != NO_ENTRY:
            assert any(covers(place, first) for place, _ in ours.faults), ours.text()
            assert any(covers(place, first) for place, _ in theirs), theirs


def covers(place: object, index: int) -> bool:
    """Whether a place is or holds an entry."""
    return place == index or (isinstance(place, tuple) and place[0] <= index < place[1])


def test_both_find_nothing_wrong_with_the_demonstration(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "home")
    bundle = tmp_path / "bundle"
    demo.installation.publishing.now(WHERE)
    export_community(demo.installation, WHERE, bundle)
    demo.installation.close()
    assert audit(bundle).ok
    assert verify(bundle) == []
