"""The one door for writing: a command is decided on by the rules, and what follows is in the record or nothing is."""

import hashlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future

import msgspec

from folkmoot.asking import Asked
from folkmoot.domain import Act, Command, Context, Refused, decide
from folkmoot.domain.canvas import ConcludeCanvas
from folkmoot.domain.contributing import EraseContribution
from folkmoot.domain.contribution import minute as minute_of
from folkmoot.domain.duty import NoteOverdue
from folkmoot.domain.group import AgreeGroupRules
from folkmoot.domain.moderation import Redact
from folkmoot.domain.participant import EraseParticipant
from folkmoot.domain.rules import Method
from folkmoot.events.entry import LIMIT, Entry, pub_of, read
from folkmoot.folds import Folds
from folkmoot.record.keyring import Key, Keyring
from folkmoot.record.store import Batch, Conflict, Draft, Stopped, Store
from folkmoot.sealing import Box, boxes, take_away

BATCH = 256
"""Most commands that one commit answers."""

ROOM = LIMIT - 400
"""Bytes left for `pub` and the seals; the rest of the envelope takes less than the difference."""


class Author(msgspec.Struct, frozen=True):
    """Who asks: pseudonym `p_…`, office `o_…` or `house`. person: whose repeated forms are one, empty for none."""

    name: str
    person: str = ""


class Done(msgspec.Struct, frozen=True):
    """Indices of the first and last entry that a command led to, and the stream of the last: words that come with a
    thing are recorded before it.

    Both are -1 and `made` is empty when things were so already and nothing had to be recorded.
    """

    first: int = -1
    last: int = -1
    made: str = ""


_ALONE = EraseContribution, EraseParticipant, Redact, ConcludeCanvas, NoteOverdue, AgreeGroupRules
"""They look in the whole record, so what comes before them has to be in it."""


_log = logging.getLogger("folkmoot.moot")


class _Spoilt(Exception):
    """One command failed halfway through its entries, so nothing of the batch was stored."""


class _Job(msgspec.Struct):
    community: str
    command: Command
    by: Author
    via: str
    key: bytes | None
    answer: "Future[Done]"


class Writer:
    """One thread that decides and commits, in the order of asking, many commands a commit.

    clock: seconds since 1970. methods: ways to decide, by name.
    """

    def __init__(
        self, store: Store, keyring: Keyring, methods: Mapping[str, Method], clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._keyring, self._clock = store, keyring, clock
        self._methods = {name: Asked(method) for name, method in methods.items()}
        self._fresh: list[Key] = []
        self._folds = Folds(store)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, job: _Job) -> None:
        """Put a command in the queue; its `answer` is set when the commit is durable, or with what went wrong."""
        with self._door:  # nothing is queued behind the end, where nobody would answer it
            if not self._closed and self._thread.is_alive():
                self._jobs.put(job)
                return
        job.answer.set_exception(Stopped("This server is stopping and takes nothing more; ask again in a moment."))

    def close(self) -> None:
        """Finish what is queued and stop."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()
        for method in self._methods.values():
            method.close()

    def _run(self) -> None:
        going = True
        while going:
            jobs = [self._jobs.get()]
            while len(jobs) < BATCH and jobs[-1] is not None and not self._jobs.empty():
                jobs.append(self._jobs.get())
            going = jobs[-1] is not None
            # from here on a future cannot be cancelled, so every answer finds somebody waiting
            asked = [job for job in jobs if job is not None and job.answer.set_running_or_notify_cancel()]
            if asked:
                self._answer(asked)

    def _answer(self, jobs: list[_Job]) -> None:
        """Answer all in one commit; if that meets a conflict, read again and do them one by one, so that none fails another.

        What looks for something in the record, such as what to erase, never shares a commit with what came before it.
        """
        if len(jobs) > 1 and any(isinstance(job.command, _ALONE) for job in jobs):
            for job in jobs:
                self._answer([job])
            return
        try:
            answers = self._commit(jobs)
        except (Conflict, _Spoilt):
            self._folds.forget()
            for job in jobs:
                self._alone(job)
        except BaseException as fault:  # the commit failed: nobody is told that it was taken
            self._fail(jobs, fault)
        else:
            for job, answer in zip(jobs, answers, strict=True):
                self._tell(job, answer)

    def _alone(self, job: _Job) -> None:
        try:
            self._tell(job, self._commit([job])[0])
        except _Spoilt as spoilt:
            self._fail([job], spoilt.__cause__ or spoilt)
        except BaseException as fault:  # as above
            self._fail([job], fault)

    def _fail(self, jobs: list[_Job], fault: BaseException) -> None:
        self._folds.forget()
        for job in jobs:
            job.answer.set_exception(fault)

    def _tell(self, job: _Job, answer: Done | Exception) -> None:
        if isinstance(answer, Done):
            job.answer.set_result(answer)
        else:
            job.answer.set_exception(answer)

    def _commit(self, jobs: list[_Job]) -> list[Done | Exception]:
        answers: list[Done | Exception] = []
        self._fresh.clear()
        known: dict[tuple[str, bytes], Done] = {}
        with self._store.write() as batch:
            for job in jobs:
                answers.append(self._attempt(job, batch, known))
            self._keyring.keep(self._fresh)  # keys are durable before what they lock
        return answers

    def _attempt(self, job: _Job, batch: Batch, known: dict[tuple[str, bytes], Done]) -> Done | Exception:
        """What a command led to; one that fails before anything of it was added fails nobody else."""
        before = len(batch.events)
        try:
            return self._once(job, batch, known)
        except Refused as refusal:
            return refusal
        except Conflict:
            raise
        except Exception as fault:
            _log.exception("%s could not be decided", type(job.command).__name__)
            if len(batch.events) > before:
                raise _Spoilt from fault
            return fault

    def _once(self, job: _Job, batch: Batch, known: dict[tuple[str, bytes], Done]) -> Done:
        if job.key is None:
            return self._record(job, batch)
        if (job.community, job.key) in known:
            return known[job.community, job.key]
        before = self._store.answered(job.community, job.key)
        if before is not None:
            return Done(*before, made=read(self._store.read(job.community, before[1], 1)[0]).s)
        done = self._record(job, batch)
        if done.first >= 0:
            batch.remember(job.community, job.key, done.first, done.last)
            known[job.community, job.key] = done
        return done

    def _record(self, job: _Job, batch: Batch) -> Done:
        minute = self._minute(batch.head(job.community).t)
        context = Context(
            by=job.by.name,
            via=job.via,
            minute=minute,
            see=lambda stream: self._folds.see(job.community, stream),
            new=lambda prefix: self._folds.begin(job.community, prefix),
            methods=self._methods,
            entry=lambda i: self._entry(job.community, i),
        )
        acts = decide(job.command, context)
        if not acts:
            return Done()
        base = batch.head(job.community).size
        sealed = [boxes(job.community, base + place, act, job.by.name) for place, act in enumerate(acts)]
        drafts = [self._draft(job, act, cm) for act, cm in zip(acts, sealed, strict=True)]
        now = self._floored(job.community, minute)
        for act, draft, cm in zip(acts, drafts, sealed, strict=True):
            self._add(job.community, act, draft, cm, now, batch)
        return Done(base, base + len(acts) - 1, acts[-1].stream)

    def _minute(self, last: str) -> int:
        """Minutes since 1970 by the clock, but never before the last entry, so that rules and record agree on the day."""
        now = int(self._clock()) // 60
        return max(now, minute_of(last)) if last else now

    def _entry(self, community: str, i: int) -> Entry | None:
        leaves = self._store.read(community, i, 1) if i >= 0 else []
        return read(leaves[0]) if leaves else None

    def _draft(self, job: _Job, act: Act, cm: tuple[Box, ...]) -> Draft:
        """An entry but for its places; made before anything is added, so that a command is recorded whole or not."""
        try:
            pub = pub_of(act.fact)
        except ValueError as fault:
            raise Refused(f"This cannot be recorded: {fault}.") from None
        if len(pub) + 48 * len(cm) > ROOM:
            raise Refused("This is too much for one entry; leave something out, or split it in two.")
        kind = act.fact
        seals = tuple(box.cm for box in cm)
        return Draft(by=job.by.name, s=act.stream, n=0, type=kind.NAME, v=kind.VERSION, pub=pub, via=job.via, cm=seals)

    def _add(self, community: str, act: Act, draft: Draft, cm: tuple[Box, ...], now: str, batch: Batch) -> None:
        fold = self._folds.fold(community, act.stream)
        draft = msgspec.structs.replace(draft, n=(fold.n if fold else 0) + 1)
        entry = batch.add(community, draft, now)
        self._folds.take(community, entry, act.fact)
        for box in cm:
            self._fresh.append(box.key)
            batch.put_payload(community, box.key.id.i, box.key.id.k, box.sealed)
        for blob in act.blobs:
            batch.put_blob(community, blob)
        take_away(entry, act.fact, community, self._store, self._keyring, batch)

    def _floored(self, community: str, minute: int) -> str:
        grain = self._folds.see(community, "community").rules.grain
        return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(minute // grain * grain * 60))


class Moot:
    """The door of one community."""

    def __init__(self, community: str, writer: Writer) -> None:
        self.community = community
        self._writer = writer

    def do(self, command: Command, by: Author, key: str | None = None, via: str = "web") -> Done:
        """Ask for something and wait until it is durable.

        by: who asks. key: names this very asking, so that asking again is answered and not done again. via: channel.
        Raises Refused with a sentence for the person who asked.
        """
        return self.submit(command, by, key, via).result()

    def submit(self, command: Command, by: Author, key: str | None = None, via: str = "web") -> "Future[Done]":
        """Like `do`, answering at once with a future."""
        answer: Future[Done] = Future()
        scope = via if via == "import" else by.person or by.name
        digest = hashlib.sha256(f"{scope}\n{key}".encode()).digest() if key else None
        self._writer.submit(_Job(self.community, command, by, via, digest, answer))
        return answer
