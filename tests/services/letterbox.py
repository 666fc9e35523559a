"""A mail server on the loopback that keeps what it is given, and refuses what it is told to refuse."""

import contextlib
import email
import re
import socket
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from folkmoot.installation import Installation
from folkmoot.record import outbox
from folkmoot_web.post import sending

FROM = "moot@town.example.org"


class Letterbox:
    """What was sent, by recipient. answers: what is said to the next letters instead of taking them."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a letter, or answer with what was laid ready."""
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.taken.append((envelope.rcpt_tos[0], letter))
        return "250 taken"

    def wait(self, to: str, many: int = 1) -> EmailMessage:
        """The letter number `many` to somebody, once it is there."""
        end = time.monotonic() + 20
        while len(self.to(to)) < many:
            assert time.monotonic() < end, f"no letter number {many} came to {to}"
            time.sleep(0.02)
        return self.to(to)[many - 1]

    def to(self, whom: str) -> list[EmailMessage]:
        """All letters to somebody."""
        return [letter for to, letter in self.taken if to == whom]


@contextlib.contextmanager
def receiving(installation: Installation, port: int = 0) -> Iterator[Letterbox]:
    """A mail server that an installation sends through from now on. port: where, 0 for a free one."""
    box = Letterbox()
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
        port = door.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    before, every, first = installation.settings, sending.EVERY, outbox.FIRST
    sending.EVERY, outbox.FIRST = 0.1, 1
    mail = {"mail_host": "127.0.0.1", "mail_port": port, "mail_tls": "none", "mail_from": FROM}
    installation.settings = msgspec.structs.replace(before, **mail)
    try:
        yield box
    finally:
        installation.settings, sending.EVERY, outbox.FIRST = before, every, first
        controller.stop()


def text(letter: EmailMessage) -> str:
    """The words of a letter."""
    return str(letter.get_content()).replace("\r\n", "\n")


def path(letter: EmailMessage) -> str:
    """The path of the link in a letter that checks an address."""
    found = re.search(r"https?://[^/\s]+(/c/\S+/letter/\S+)", text(letter))
    assert found
    return found[1]


def code(letter: EmailMessage) -> str:
    """The six digits of a letter."""
    found = re.search(r"\b(\d{6})$", text(letter), re.MULTILINE)
    assert found
    return found[1]
