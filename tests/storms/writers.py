"""Eight people contribute as fast as they are answered, until the process is killed; each answer is told at once.

Run as `python writers.py HOME CANVAS ROUND`; a line `key index` on standard output follows each acknowledgement.
"""

import os
import sys
import threading
from pathlib import Path

from folkmoot.domain.contributing import Contribute
from folkmoot.domain.participant import Join
from folkmoot.installation import Installation
from folkmoot.moot import Author
from folkmoot.record.ids import new_id

COMMUNITY = "storm"
WRITERS = 8


def words(key: str) -> str:
    """What is contributed under a key."""
    return f"What {key} has to say about the flood wall."


def contribute(installation: Installation, canvas: str, name: str) -> None:
    """Join, then contribute without end, telling each acknowledgement."""
    moot, author = installation.moot(COMMUNITY), Author(new_id("p_"), name)
    moot.do(Join(canvas=canvas), author, key=f"{name} joins")
    number = 0
    while True:
        key = f"{name}-{number}"
        done = moot.do(
            Contribute(
                canvas=canvas,
                kind="story",
                text=words(key),
                lang="en",
                publish=True,
                notice="storm/1",
                notice_text="May we show it?",
                notice_lang="en",
            ),
            author,
            key=key,
        )
        os.write(1, f"{key} {done.first}\n".encode())
        number += 1


def main() -> None:
    """Start the writers and wait to be killed."""
    home, canvas, turn = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    installation = Installation(home)
    installation.start()
    threads = [threading.Thread(target=contribute, args=(installation, canvas, f"{turn}-{number}")) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
