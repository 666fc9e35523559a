"""The tables of a view: state that follows from the entries alone, and beside it the words that are public."""

import sqlite3
from pathlib import Path

VERSION = 8
"""Raised with any change to the tables or to what stands in them; a file of another version is built anew."""

# n numbers a name (stream, author) in the order in which the record first shows it; -1 stands for "no entry says so"
STATE: dict[str, str] = {
    "names": "n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE",
    "kinds": "n INTEGER PRIMARY KEY, type TEXT NOT NULL, v INTEGER NOT NULL, via TEXT NOT NULL, UNIQUE (type, v, via)",
    "times": "i INTEGER PRIMARY KEY, t TEXT NOT NULL",
    "entries": "i INTEGER PRIMARY KEY, s INTEGER NOT NULL, author INTEGER NOT NULL, kind INTEGER NOT NULL",
    "totals": "canvas INTEGER, what TEXT, number INTEGER NOT NULL, PRIMARY KEY (canvas, what)",
    "community": "i INTEGER PRIMARY KEY, languages TEXT NOT NULL",
    "charters": "version INTEGER PRIMARY KEY, i INTEGER NOT NULL, rules TEXT NOT NULL",
    "offices": "office TEXT PRIMARY KEY, i INTEGER NOT NULL",
    "roles": "office TEXT, role TEXT, i INTEGER NOT NULL, PRIMARY KEY (office, role)",
    "plugins": """plugin TEXT PRIMARY KEY, since INTEGER NOT NULL, entry INTEGER NOT NULL, running TEXT NOT NULL,
        settings INTEGER NOT NULL DEFAULT -1, suspended TEXT NOT NULL DEFAULT ''""",
    "plugin_history": """plugin TEXT, i INTEGER, what TEXT NOT NULL, version TEXT NOT NULL, cause TEXT NOT NULL,
        told TEXT NOT NULL, PRIMARY KEY (plugin, i)""",
    "sources": "id TEXT PRIMARY KEY, i INTEGER NOT NULL, licence TEXT NOT NULL, url TEXT NOT NULL",
    "keys": "i INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL, receipt TEXT NOT NULL",
    "redactions": "entry INTEGER, seal INTEGER, i INTEGER NOT NULL, PRIMARY KEY (entry, seal)",
    "restores": "i INTEGER PRIMARY KEY, start INTEGER NOT NULL, stop INTEGER NOT NULL",
    "continued": "i INTEGER PRIMARY KEY, origin TEXT NOT NULL, size INTEGER NOT NULL, root TEXT NOT NULL",
    "canvases": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, level TEXT NOT NULL,
        body TEXT NOT NULL, answer_by TEXT NOT NULL, promised INTEGER NOT NULL DEFAULT -1,
        concluded INTEGER NOT NULL DEFAULT -1""",
    "participants": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, canvas INTEGER NOT NULL, roll TEXT NOT NULL,
        joined INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT -1, erased INTEGER NOT NULL DEFAULT -1,
        answered INTEGER NOT NULL DEFAULT 0""",
    "contributions": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        kind TEXT NOT NULL, author TEXT NOT NULL, lang TEXT NOT NULL, parent INTEGER NOT NULL,
        addressee TEXT NOT NULL, claimed TEXT NOT NULL, form TEXT NOT NULL, source TEXT NOT NULL DEFAULT '',
        words INTEGER NOT NULL, open INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '',
        since INTEGER NOT NULL DEFAULT -1, piece TEXT NOT NULL DEFAULT '', held TEXT NOT NULL DEFAULT '',
        hidden TEXT NOT NULL DEFAULT '', put_forward INTEGER NOT NULL DEFAULT -1,
        revised INTEGER NOT NULL DEFAULT 0, checked INTEGER NOT NULL DEFAULT -1, comments INTEGER NOT NULL DEFAULT 0,
        agree INTEGER NOT NULL DEFAULT 0, disagree INTEGER NOT NULL DEFAULT 0, pass INTEGER NOT NULL DEFAULT 0,
        answered INTEGER NOT NULL DEFAULT 0""",
    "links": """contribution INTEGER, target INTEGER, relation TEXT, author TEXT NOT NULL, i INTEGER NOT NULL,
        PRIMARY KEY (contribution, target, relation)""",
    "attached": """contribution INTEGER, kind TEXT, i INTEGER NOT NULL, media TEXT NOT NULL, kib INTEGER NOT NULL,
        PRIMARY KEY (contribution, kind)""",
    "alternatives": """contribution INTEGER, i INTEGER, kind TEXT NOT NULL, lang TEXT NOT NULL, source INTEGER NOT NULL,
        level TEXT NOT NULL, author TEXT NOT NULL, plugin TEXT NOT NULL, engine TEXT NOT NULL, missed INTEGER NOT NULL,
        open INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', PRIMARY KEY (contribution, i)""",
    "consents": """contribution INTEGER, purpose TEXT, given INTEGER NOT NULL, withdrawn INTEGER NOT NULL,
        notice TEXT NOT NULL, lang TEXT NOT NULL, PRIMARY KEY (contribution, purpose)""",
    "responses": """participant INTEGER, statement INTEGER, value INTEGER NOT NULL, i INTEGER NOT NULL,
        PRIMARY KEY (participant, statement)""",
    "decisions": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        terms TEXT NOT NULL, called_off INTEGER NOT NULL DEFAULT -1, opened INTEGER NOT NULL DEFAULT -1,
        closed INTEGER NOT NULL DEFAULT -1,
        ballots INTEGER NOT NULL DEFAULT 0, tallied INTEGER NOT NULL DEFAULT -1, tally TEXT NOT NULL DEFAULT ''""",
    "decision_seconds": "decision INTEGER, author INTEGER, i INTEGER NOT NULL, PRIMARY KEY (decision, author)",
    "reviews": "decision INTEGER, i INTEGER, outcome TEXT NOT NULL, PRIMARY KEY (decision, i)",
    "inputs": "contribution INTEGER, decision INTEGER, PRIMARY KEY (contribution, decision)",
    "ballots": """decision INTEGER, participant INTEGER, choice TEXT NOT NULL, i INTEGER NOT NULL,
        PRIMARY KEY (decision, participant)""",
    "paper_batches": """decision INTEGER, batch INTEGER, author INTEGER NOT NULL, i INTEGER NOT NULL, choices TEXT NOT NULL,
        checker INTEGER NOT NULL DEFAULT 0, differed TEXT NOT NULL DEFAULT '', confirmed INTEGER NOT NULL DEFAULT -1,
        PRIMARY KEY (decision, batch)""",
    "topics": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        author TEXT NOT NULL, text INTEGER NOT NULL, seconds INTEGER NOT NULL DEFAULT 0, rank INTEGER NOT NULL DEFAULT 0,
        standing INTEGER NOT NULL DEFAULT 1, agreed INTEGER NOT NULL DEFAULT -1, aside INTEGER NOT NULL DEFAULT -1,
        because INTEGER NOT NULL DEFAULT 0, taker INTEGER NOT NULL DEFAULT 0""",
    "topic_seconds": "topic INTEGER, author INTEGER, i INTEGER NOT NULL, PRIMARY KEY (topic, author)",
    "places": "canvas INTEGER, place TEXT, i INTEGER NOT NULL, PRIMARY KEY (canvas, place)",
    "group_rules": """canvas INTEGER, version INTEGER, i INTEGER NOT NULL, author TEXT NOT NULL, decision TEXT NOT NULL,
        places TEXT NOT NULL, PRIMARY KEY (canvas, version)""",
    "themes": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        author TEXT NOT NULL, text INTEGER NOT NULL, linked INTEGER NOT NULL DEFAULT 0, stories INTEGER NOT NULL DEFAULT 0""",
    "ties": """source INTEGER, target INTEGER, relation TEXT, author TEXT NOT NULL, i INTEGER NOT NULL,
        because INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (source, target, relation)""",
    "tie_turns": """source INTEGER, target INTEGER, relation TEXT, i INTEGER, author TEXT NOT NULL,
        because INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (source, target, relation, i)""",
    "proposals": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        author TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 0, text INTEGER NOT NULL DEFAULT 0,
        counted INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0, became TEXT NOT NULL DEFAULT '',
        ended INTEGER NOT NULL DEFAULT -1, taker INTEGER NOT NULL DEFAULT 0, because INTEGER NOT NULL DEFAULT 0""",
    "versions": """proposal INTEGER, version INTEGER, i INTEGER NOT NULL, author TEXT NOT NULL, text INTEGER NOT NULL,
        substance INTEGER NOT NULL, because INTEGER NOT NULL, support INTEGER NOT NULL, counts INTEGER NOT NULL,
        PRIMARY KEY (proposal, version)""",
    "editors": "proposal INTEGER, editor TEXT, i INTEGER NOT NULL, PRIMARY KEY (proposal, editor)",
    "supporters": "proposal INTEGER, author INTEGER, version INTEGER NOT NULL, i INTEGER NOT NULL, PRIMARY KEY (proposal, author)",
    "contests": """proposal INTEGER, version INTEGER, author INTEGER, i INTEGER NOT NULL, because INTEGER NOT NULL,
        PRIMARY KEY (proposal, version, author)""",
    "amendments": """proposal INTEGER, text INTEGER, i INTEGER NOT NULL, author TEXT NOT NULL, because INTEGER NOT NULL,
        version INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'offered', answered INTEGER NOT NULL DEFAULT -1,
        answer INTEGER NOT NULL DEFAULT 0, taken INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (proposal, text)""",
    "merges": """proposal INTEGER, i INTEGER, taker INTEGER NOT NULL, author TEXT NOT NULL,
        objected INTEGER NOT NULL DEFAULT -1, objector TEXT NOT NULL DEFAULT '', because INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (proposal, i)""",
    "meetings": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        day TEXT NOT NULL, time TEXT NOT NULL, access TEXT NOT NULL, place INTEGER NOT NULL,
        changed INTEGER NOT NULL DEFAULT -1, cancelled INTEGER NOT NULL DEFAULT -1, held INTEGER NOT NULL DEFAULT -1,
        present INTEGER NOT NULL DEFAULT 0, met TEXT NOT NULL DEFAULT '[]', notes INTEGER NOT NULL DEFAULT 0""",
    "access_asked": "meeting INTEGER, text INTEGER, PRIMARY KEY (meeting, text)",
    "notes": """text INTEGER, author INTEGER, what TEXT NOT NULL, because INTEGER NOT NULL, i INTEGER NOT NULL,
        PRIMARY KEY (text, author)""",
    "rounds": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        meeting INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT -1""",
    "turns": "round INTEGER, author INTEGER, text INTEGER NOT NULL, i INTEGER NOT NULL, PRIMARY KEY (round, author)",
    "looks_back": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        author TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT -1, rules INTEGER NOT NULL DEFAULT 0""",
    "voices": "canvas INTEGER, author INTEGER, pieces INTEGER NOT NULL, PRIMARY KEY (canvas, author)",
    "replied": "contribution INTEGER PRIMARY KEY",
    "footing": "canvas INTEGER, what TEXT, number INTEGER NOT NULL, PRIMARY KEY (canvas, what)",
    "remarks": "review INTEGER, text INTEGER, aspect TEXT NOT NULL, PRIMARY KEY (review, text)",
    "duties": """n INTEGER PRIMARY KEY, canvas INTEGER NOT NULL, decision INTEGER NOT NULL, author TEXT NOT NULL,
        office TEXT NOT NULL, due TEXT NOT NULL, open INTEGER NOT NULL, noted TEXT NOT NULL, listed INTEGER NOT NULL,
        state TEXT NOT NULL""",
    "seconded_questions": "question INTEGER, author INTEGER, i INTEGER NOT NULL, PRIMARY KEY (question, author)",
    "office_answers": "thing INTEGER, i INTEGER, office TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (thing, i)",
    "commitments": """n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, i INTEGER NOT NULL, canvas INTEGER NOT NULL,
        decision INTEGER NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL, stage TEXT NOT NULL DEFAULT 'made',
        waiting INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL""",
    "commitment_turns": """commitment INTEGER, i INTEGER, what TEXT NOT NULL, author TEXT NOT NULL, due TEXT NOT NULL,
        evidence TEXT NOT NULL, because INTEGER NOT NULL, PRIMARY KEY (commitment, i)""",
    "cares": """contribution INTEGER PRIMARY KEY, help INTEGER NOT NULL DEFAULT 0, holder TEXT NOT NULL DEFAULT '',
        hider TEXT NOT NULL DEFAULT '', waiting INTEGER NOT NULL DEFAULT 0, appeal TEXT NOT NULL DEFAULT '',
        appealed INTEGER NOT NULL DEFAULT -1, because INTEGER NOT NULL DEFAULT 0, decided INTEGER NOT NULL DEFAULT -1,
        opened INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL DEFAULT -1""",
    "reports": """contribution INTEGER, author INTEGER, i INTEGER NOT NULL, reason TEXT NOT NULL, because INTEGER NOT NULL,
        PRIMARY KEY (contribution, author)""",
    "care_log": """i INTEGER PRIMARY KEY, what TEXT NOT NULL, contribution INTEGER NOT NULL, entry INTEGER NOT NULL,
        reason TEXT NOT NULL, charter INTEGER NOT NULL""",
    "care_counts": """what TEXT, reason TEXT, charter INTEGER, number INTEGER NOT NULL, PRIMARY KEY (what, reason, charter)""",
    "decision_views": "decision INTEGER, author INTEGER, i INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (decision, author)",
    "changes": "kind TEXT, detail TEXT, i INTEGER, number INTEGER NOT NULL, PRIMARY KEY (kind, detail, i)",
    "change_counts": "kind TEXT, detail TEXT, number INTEGER NOT NULL, PRIMARY KEY (kind, detail)",
}
"""Tables that the digest covers."""

_NARROW = {"totals", "offices", "roles", "plugins", "plugin_history", "sources", "redactions", "links", "consents", "responses"}
_NARROW |= {"voices", "footing", "attached", "alternatives"}
_NARROW |= {"topic_seconds", "places", "group_rules"}
_NARROW |= {"access_asked", "notes", "turns", "remarks"}
_NARROW |= {"seconded_questions", "office_answers", "commitment_turns"}
_NARROW |= {"reviews", "inputs", "ballots", "ties", "tie_turns"}
_NARROW |= {"versions", "editors", "supporters", "contests", "amendments", "merges"}
_NARROW |= {"reports", "care_counts"}
_NARROW |= {"changes", "change_counts", "decision_views", "decision_seconds", "paper_batches"}

# w is the entry's index times 256 plus the number of the seal; touched holds the last index that changed a page
_BESIDE = """
CREATE TABLE position (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL);
INSERT INTO position VALUES (1, 0);
CREATE TABLE touched (n INTEGER PRIMARY KEY, i INTEGER NOT NULL);
CREATE TABLE words (w INTEGER PRIMARY KEY, s INTEGER NOT NULL, role TEXT NOT NULL, lang TEXT NOT NULL,
    title TEXT NOT NULL, body TEXT NOT NULL, telling TEXT NOT NULL DEFAULT '');
CREATE VIRTUAL TABLE search USING fts5(title, body, place, detail=full,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
CREATE INDEX listed ON contributions (canvas, kind, open, n);
CREATE INDEX newest ON contributions (canvas, open, n);
CREATE INDEX opened ON contributions (canvas, since, n) WHERE open = 1;
CREATE INDEX thread ON contributions (parent, open, n) WHERE parent > 0;
CREATE INDEX of_author ON contributions (author, n);
CREATE INDEX asked_least ON contributions (canvas, answered, n) WHERE kind = 'statement' AND open = 1;
CREATE INDEX told ON contributions (canvas, n) WHERE put_forward >= 0;
CREATE INDEX waiting ON contributions (why, n) WHERE why = 'held';
CREATE INDEX drawn_by ON links (author);
CREATE INDEX linked_from ON links (target);
CREATE INDEX rests_on ON inputs (decision);
CREATE INDEX decided_in ON decisions (canvas, n);
CREATE INDEX cast_by ON ballots (participant);
CREATE INDEX met_in ON meetings (canvas, n);
CREATE INDEX round_in ON rounds (canvas, n);
CREATE INDEX look_in ON looks_back (canvas, n);
CREATE INDEX tied_to ON ties (target, i);
CREATE INDEX raised_in ON topics (canvas, standing, rank);
CREATE INDEX agreed_in ON topics (canvas, rank) WHERE standing = 1 AND agreed >= 0;
CREATE INDEX merged_into ON topics (taker) WHERE taker > 0;
CREATE INDEX made_in ON themes (canvas, n);
CREATE INDEX begun_in ON proposals (canvas, n);
CREATE INDEX taken_in_by ON proposals (taker, ended) WHERE taker > 0;
CREATE INDEX version_by_text ON versions (text);
CREATE INDEX amended_by_text ON amendments (text);
CREATE INDEX offered_to ON amendments (proposal, state, i);
CREATE INDEX owed_by_day ON duties (due, n) WHERE open = 1;
CREATE INDEX owed_by ON duties (office, due, n) WHERE open = 1;
CREATE INDEX owed_in ON duties (canvas, due, n) WHERE open = 1;
CREATE INDEX owed_to ON duties (canvas, n) WHERE listed = 1 AND decision = 0;
CREATE INDEX owed_at_all ON duties (n) WHERE listed = 1 AND decision = 0;
CREATE INDEX waits_longest ON cares (since) WHERE since >= 0;
CREATE INDEX appeal_waits ON cares (appealed) WHERE appeal = 'waiting';
CREATE INDEX logged_of ON care_log (contribution, i);
CREATE INDEX asks_for_help ON cares (contribution) WHERE help = 1;
CREATE INDEX asked_by ON duties (author) WHERE author <> '';
CREATE INDEX follows ON commitments (decision) WHERE decision > 0;
CREATE INDEX contested ON commitments (owner) WHERE waiting > 0;
"""


def word(i: int, k: int) -> int:
    """Key in `words` of seal `k` of entry `i`."""
    return i << 8 | k


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    tables = [f"CREATE TABLE {name} ({columns})" + _WITHOUT_ROWID * (name in _NARROW) for name, columns in STATE.items()]
    for statement in (*tables, *_BESIDE.split(";")):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")


_WITHOUT_ROWID = " WITHOUT ROWID"


def connect(path: Path | str, *, only_read: bool = False) -> sqlite3.Connection:
    """A connection to a view file, empty path for a private file that goes with the connection.

    Threads may hand it on, but only one may use it at a time.
    """
    where = f"{Path(path).resolve().as_uri()}?mode={'rw' if only_read else 'rwc'}" if path else ""
    db = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=10)
    db.executescript("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000")
    if only_read:
        db.execute("PRAGMA cache_size = -4000")
        db.execute("PRAGMA wal_autocheckpoint = 0")
    return db


def version(db: sqlite3.Connection) -> int:
    """Version of the tables in a database, 0 when it has none."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])
