"""Letters go out beside the answering of requests: one at a time, again when they were not taken, and once by their key."""

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.installation import NotHere
from folkmoot.record.follows import Follow
from folkmoot.record.outbox import Letter
from folkmoot.settings import BadSettings, Settings
from folkmoot_web.post import writing

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTP

    from folkmoot_web.front import Front

EVERY = 5.0
"""Seconds between looks into the outbox."""

MOST = 20
"""Letters that are taken out at once."""

PATIENCE = 20.0
"""Seconds for which a mail server may keep us waiting."""

OFF = "This site sends no e-mail. Whoever runs it has not set up a mail server."

_log = logging.getLogger("folkmoot.web.post")


class Post:
    """The letters of a site. on: whether any are sent."""

    def __init__(self, front: "Front") -> None:
        """Raises BadSettings when the password cannot be read."""
        self._front = front
        self._settings = front.installation.settings
        self.on = bool(self._settings.mail_host)
        if self.on:
            _password(self._settings)
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._ending = False

    def open(self) -> None:
        """Send from now on."""
        if self.on:
            self._task = asyncio.get_running_loop().create_task(self._run(), name="post")

    async def close(self) -> None:
        """End after the letter at hand; one that hangs is another's once its lease is over."""
        if self._task is not None:
            self._ending = True
            self.wake()
            with contextlib.suppress(TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._task, 3)

    def wake(self) -> None:
        """A letter was laid out: look now."""
        self._woken.set()

    async def _run(self) -> None:
        while not self._ending:
            more = False
            try:
                more = await self._pass()
            except Exception:  # a full disk, a broken view: the letters stay where they are
                _log.exception("letters could not be sent")
            if not more and not self._ending:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), EVERY)
                self._woken.clear()

    async def _pass(self) -> bool:
        """Send what is due; whether there is more."""
        people = self._front.people
        await asyncio.to_thread(people.addresses.tidy)
        await asyncio.to_thread(people.follows.lay_out)
        letters = await asyncio.to_thread(people.outbox.take, MOST)
        if letters:
            await self._send(letters)
        return len(letters) == MOST

    async def _send(self, letters: list[Letter]) -> None:
        from aiosmtplib import SMTPException  # where there is no mail server, nobody pays for it

        waiting = list(letters)
        try:
            async with self._server() as server:
                while waiting and not self._ending:
                    await self._deliver(server, waiting[0])
                    waiting.pop(0)
        except (SMTPException, OSError, TimeoutError) as fault:
            _log.warning("the mail server takes no letters", extra={"status": getattr(fault, "code", 0)})
        for letter in waiting:
            await asyncio.to_thread(self._front.people.outbox.later, letter)

    async def _deliver(self, server: "SMTP", letter: Letter) -> None:
        """Write one letter and give it to the server. Raises what the server raised when it takes no letters at all."""
        from aiosmtplib import SMTPDataError, SMTPRecipientsRefused

        people = self._front.people
        written, follow, size = await asyncio.to_thread(self._write, letter)
        if written is not None:
            try:
                # as bytes, because send_message would fold the headers once more
                await server.sendmail(self._settings.mail_from, [written["To"].addresses[0].addr_spec], written.as_bytes())
            except SMTPRecipientsRefused as refused:
                await self._refused(letter, min(one.code for one in refused.recipients))
                return
            except SMTPDataError as refused:
                await self._refused(letter, refused.code)
                return
        if follow is not None:
            await asyncio.to_thread(people.follows.told_of, follow, size, letter.key)
        else:
            await asyncio.to_thread(people.outbox.done, letter)

    async def _refused(self, letter: Letter, code: int) -> None:
        """This letter was not taken: for good from 500 on (RFC 5321 section 4.2.1), else for a while."""
        _log.warning("a letter was not taken", extra={"status": code})
        outbox = self._front.people.outbox
        await asyncio.to_thread(outbox.done if code >= 500 else outbox.later, letter)

    def _write(self, letter: Letter) -> "tuple[EmailMessage | None, Follow | None, int]":
        """The letter as it is to be sent now, None when there is nobody or nothing to tell."""
        if letter.errand == "check":
            return self._of_check(letter), None, 0
        people = self._front.people
        follow = people.follows.by_id(letter.about)
        to = follow and people.contact(follow.person, "email")
        if follow is None or not to:
            return None, None, 0
        try:
            with self._front.views(follow.community).reading() as view:
                found = writing.of_follow(follow, view, self._front.site, people.follows.token(follow))
        except NotHere:
            return None, None, 0
        return found.words and self._message(found.words, to, letter, follow.locale), follow, found.size

    def _of_check(self, letter: Letter) -> "EmailMessage | None":
        people = self._front.people
        check = people.addresses.check(letter.about)
        if check is None or not (check.person or people.find("email", check.address)):
            return None
        return self._message(writing.of_check(check, self._front.site), check.address, letter, check.locale)

    def _message(self, words: writing.Words, to: str, letter: Letter, locale: str) -> "EmailMessage":
        front = self._front
        return writing.message(words, to, self._settings.mail_from, front.site, letter.key, locale, front.installation.clock())

    def _server(self) -> "SMTP":
        from aiosmtplib import SMTP

        chosen = self._settings
        return SMTP(
            hostname=chosen.mail_host,
            port=chosen.mail_port,
            username=chosen.mail_user or None,
            password=_password(chosen) or None,
            use_tls=chosen.mail_tls == "tls",
            start_tls=chosen.mail_tls == "starttls",
            local_hostname=chosen.mail_from.partition("@")[2],
            timeout=PATIENCE,
        )


def _password(chosen: Settings) -> str:
    if not chosen.mail_password_file:
        return ""
    try:
        return Path(chosen.mail_password_file).read_text().strip()
    except OSError:
        raise BadSettings(
            "mail_password_file in settings.toml cannot be read; name the file with the mail server's password."
        ) from None
