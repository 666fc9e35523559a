"""What is logged is a list of harmless fields as JSON, one event a line: no person, no words, no query, no address."""

import json
import logging
import sys
import time
import traceback

FIELDS = ("incident", "route", "method", "status", "ms")
"""Further fields an event may have; anything else given is left out."""


class Lines(logging.Formatter):
    """Writes a log record as a line of JSON.

    Only our own modules fill their messages in; those of others are shown unfilled, because what they would fill in
    may be personal. Of an exception the kind and the places are kept, never the message.
    """

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.startswith(("folkmoot.", "folkmoot_web"))
        line: dict[str, object] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage() if ours else str(record.msg),
        }
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[1]:
            line["fault"] = fault(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def fault(raised: BaseException) -> list[str]:
    """Kind of an exception and of what led to it, each with the places it passed; no message."""
    chain: list[str] = []
    current: BaseException | None = raised
    while current is not None and len(chain) < 5:
        places = traceback.extract_tb(current.__traceback__)[-12:]
        where = " < ".join(f"{place.filename.rpartition('/')[2]}:{place.lineno}" for place in reversed(places))
        chain.append(f"{type(current).__name__} at {where}")
        current = current.__cause__ or current.__context__
    return chain


def _not_of_a_plugin(record: logging.LogRecord) -> bool:
    """What a plugin logs in this process may hold a secret or somebody's words, so nothing of it is written."""
    return not (record.threadName or "").startswith("plugin ")


def start(level: int = logging.INFO) -> None:
    """Send the logs of this process to standard error as lines of JSON; for a process that serves."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(Lines())
    stream.addFilter(_not_of_a_plugin)
    root = logging.getLogger()
    root.handlers[:] = [stream]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
        logger.setLevel(logging.WARNING)  # that it starts and stops is said by us, in words that are whole
