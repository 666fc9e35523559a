"""Everything that is held about a person is given to them as it lies there: each entry with what it seals, opened."""

import msgspec

from folkmoot.events.entry import read
from folkmoot_web.front import Front


class Opened(msgspec.Struct):
    """An entry of a person, or about something of theirs. entry: its exact bytes. words: what it seals, opened; None for
    what is gone.
    """

    index: int
    entry: msgspec.Raw
    words: list[msgspec.Raw | None]


class Part(msgspec.Struct):
    """A canvas that the person takes part in."""

    community: str
    canvas: str
    participant: str
    entries: list[Opened]


class Begun(msgspec.Struct):
    """A story that was begun and not sent."""

    community: str
    canvas: str
    saved: msgspec.Raw


class Copy(msgspec.Struct):
    """All that is held about one person. contact: way -> how they are reached. sessions: when each is over, seconds since
    1970. offices: (community, office) that they act as. slips: (community, contribution) that they have a code for.
    returns: whether they have a code that brings them back. follows: (community, canvas, pace) of what they follow by
    letter. visits: (community, canvas, entries) of how far they have read. drafts: what they began to write and did not send; files:
    (draft, kind, bytes in base64) that wait with it.
    name: by which stewards know them in an office. passkeys: (name, when it was made in seconds since 1970).
    reach: (community, canvas) where they said to which groups they belong; what they said is kept as counts only.
    offered: thanks, expenses and what else offices offered them, with what they told for paying.
    """

    person: str
    contact: dict[str, str]
    sessions: list[int]
    offices: list[tuple[str, str]]
    slips: list[tuple[str, str]]
    returns: bool
    follows: list[tuple[str, str, str]]
    visits: list[tuple[str, str, int]]
    parts: list[Part]
    drafts: list[Begun]
    files: list[tuple[str, str, bytes]]
    name: str
    passkeys: list[tuple[str, int]]
    reach: list[tuple[str, str]]
    offered: list[dict[str, str | int]]


def copy(front: Front, person: str) -> Copy:
    """All that this installation holds about a person."""
    held = front.people.held(person)
    return Copy(
        person=person,
        contact=held.contact,
        sessions=[session.expires for session in held.sessions],
        offices=held.offices,
        slips=held.slips,
        returns=held.returns,
        follows=[(follow.community, follow.canvas, follow.pace) for follow in held.follows],
        visits=held.visits,
        drafts=[Begun(community, canvas, msgspec.Raw(content)) for community, canvas, content in held.drafts],
        files=[(one.draft, one.kind, one.content) for one in front.people.drafts.files(person)],
        name=held.name,
        passkeys=held.passkeys,
        reach=held.reach,
        offered=[one._asdict() for one in held.recognitions],
        parts=[Part(*part, _entries(front, part[0], part[2])) for part in held.pseudonyms],
    )


def _entries(front: Front, community: str, pseudonym: str) -> list[Opened]:
    """Every entry by a pseudonym, or on the stream of something that it brought."""
    with front.views(community).reading() as view:
        rows = view.rows(
            "SELECT e.i FROM entries e JOIN names b ON b.n = e.author WHERE b.name = ? UNION "
            "SELECT e.i FROM contributions c JOIN entries e ON e.s = c.n WHERE c.author = ? ORDER BY 1",
            pseudonym,
            pseudonym,
        )
    return [_opened(front, community, i) for (i,) in rows]


def _opened(front: Front, community: str, i: int) -> Opened:
    (leaf,) = front.store.read(community, i, 1)
    payloads = [front.installation.payload(community, i, k) for k in range(len(read(leaf).cm))]
    return Opened(i, msgspec.Raw(leaf), [None if payload is None else msgspec.Raw(payload) for payload in payloads])
