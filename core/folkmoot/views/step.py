"""A step is what one kind of fact changes in the tables."""

from collections.abc import Callable
from typing import Any

from folkmoot.events.entry import Entry
from folkmoot.views.batch import Batch

Step = Callable[[Batch, Entry, Any, int], None]
"""Called with the batch, the entry, its fact, and the number of its stream."""
