"""On which streams each kind of fact stands."""

import re

from folkmoot.events.fact import KINDS

OF = {"community": "community", "charter": "community", "role": "community", "keys": "community", "plugin": "community",
       "payload": "community", "record": "community", "source": "src", "canvas": "can", "participant": "p", "response": "p",
       "contribution": "con", "consent": "con", "licence": "con", "duty": "con", "decision": "dec", "ballot": "dec",
       "meeting": "mee", "round": "rou", "review": "rev", "theme": "the", "proposal": "pro",
       "topic": "top", "place": "can", "group_rules": "can",
       "question": "con", "commitment": "com"}  # fmt: skip
"""First word of a kind -> the streams that it stands on."""


def _begins(stream: str) -> str:
    return stream if stream == "community" else f"{stream}_"


ON: dict[str, tuple[str, ...]] = {name: (_begins(OF[name.partition(".")[0]]),) for name in KINDS}
ON["duty.overdue"] = "can_", "con_", "dec_", "com_"
"""Kind -> how the streams that it stands on begin."""

STREAM = re.compile(rf"community|({'|'.join(sorted(set(OF.values())))})_[a-z2-7]{{16}}")
"""How a stream is written."""
