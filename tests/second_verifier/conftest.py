"""The same town and the same cases that our own audit is held to."""

from tests.audit.conftest import fresh, town

__all__ = ["fresh", "town"]
