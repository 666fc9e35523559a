"""Whoever holds a bundle can check everything that the record claims, with nothing of the host's."""

from folkmoot.audit.report import Report
from folkmoot.audit.run import audit

__all__ = ["Report", "audit"]
