"""What cannot be done for whoever asks is one sentence for them, and a status for their browser."""

from collections.abc import Mapping


class Problem(Exception):
    """The answer is no. sentence: what is wrong and what to do. status: HTTP status. headers: further ones to send."""

    def __init__(self, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, dict(headers or {})


NOT_HERE = "There is nothing at this address. It may have been mistyped; go back to the first page and choose again."


def not_here() -> Problem:
    """The same answer for what never was and for what somebody may not know of."""
    return Problem(404, NOT_HERE)
