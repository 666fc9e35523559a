"""Finds the published test vectors, which lie beside the repository and are not part of it."""

from pathlib import Path

import pytest

VECTORS = Path(__file__).resolve().parents[2].parent / "shared" / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of the vectors."""
    return find_vectors()


def find_vectors() -> Path:
    """The folder of the vectors; skips the test that asks, naming the folder, if it is not there."""
    if not VECTORS.is_dir():
        pytest.skip("the published test vectors are missing: expected them in ../shared/vectors")
    return VECTORS
