"""Who speaks how much is counted as it happens, in groups of people and never by name."""

from folkmoot.views.batch import Batch

GROUPS = ((1, 1), (2, 4), (5, 9), (10, 1 << 62))
"""From and to how many contributions people are put into one group."""


def spoke(batch: Batch, canvas: int, by: str, parent: int) -> None:
    """Count a contribution to a canvas. parent: what it comments on, 0 for nothing."""
    if by.startswith("p_"):
        if batch.db.execute("SELECT 1 FROM participants WHERE n = ?", (batch.names.number(by),)).fetchone() is None:
            return  # who asks for help does so under a name that takes no part
        _another(batch, canvas, batch.names.number(by))
    else:
        _more(batch, canvas, "office", 1)
    if parent and batch.db.execute("INSERT OR IGNORE INTO replied VALUES (?)", (parent,)).rowcount:
        _more(batch, canvas, "replied", 1)


def _another(batch: Batch, canvas: int, author: int) -> None:
    row = batch.db.execute("SELECT pieces FROM voices WHERE canvas = ? AND author = ?", (canvas, author)).fetchone()
    before = row[0] if row else 0
    batch.db.execute("INSERT OR REPLACE INTO voices VALUES (?, ?, ?)", (canvas, author, before + 1))
    if before:
        _more(batch, canvas, f"people {group(before)}", -1)
        _more(batch, canvas, f"pieces {group(before)}", -before)
    _more(batch, canvas, f"people {group(before + 1)}", 1)
    _more(batch, canvas, f"pieces {group(before + 1)}", before + 1)


def group(pieces: int) -> int:
    """Number of the group of people who brought so much."""
    return next(n for n, (_, most) in enumerate(GROUPS) if pieces <= most)


def _more(batch: Batch, canvas: int, what: str, more: int) -> None:
    sql = "INSERT INTO footing VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"
    batch.db.execute(sql, (canvas, what, more))
