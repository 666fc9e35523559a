"""People of the demonstration shape proposals out of what was told, in versions, with amendments, merges and a split."""

from functools import partial

import msgspec

from folkmoot.domain.amending import DeclineAmendment, MergeProposal, ObjectToMerge, OfferAmendment, SplitProposal
from folkmoot.domain.proposing import BeginProposal, PublishVersion, SupportProposal
from folkmoot.domain.rules import Command
from folkmoot_web.demo.content import By, Moment, Words, read
from folkmoot_web.demo.telling import Telling


class Version(Words, frozen=True):
    """because: what changed, empty for the first version. support: who supports it, one an hour from the next day on."""

    because: str = ""
    takes_in: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


class Amendment(Words, frozen=True):
    id: str
    because: str = ""
    declined: Words | None = None


class Merged(By, frozen=True):
    """into: the proposal that goes on. objection: of one of the authors."""

    into: str
    objection: Words | None = None


class Split(By, frozen=True):
    into: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """grew_from: what it was begun from, in the same canvas."""

    canvas: str
    id: str
    version: tuple[Version, ...]
    grew_from: tuple[str, ...] = ()
    amendment: tuple[Amendment, ...] = ()
    merged: Merged | None = None
    split: Split | None = None


class Proposals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    proposal: tuple[Proposal, ...]


def plan(telling: Telling) -> None:
    """Plan how each proposal comes about and what becomes of it."""
    for one in read("proposals", Proposals).proposal:
        for amendment in one.amendment:
            _plan_amendment(telling, one, amendment)
        for number, version in enumerate(one.version, 1):
            _plan_version(telling, one, number, version)
        if one.merged:
            telling.does(one.merged, one.canvas, partial(_merged, telling, one, one.merged))
            if one.merged.objection:
                telling.does(one.merged.objection, one.canvas, partial(_objected, telling, one, one.merged.objection))
        if one.split:
            telling.does(one.split, one.canvas, partial(_split, telling, one, one.split))


def _plan_version(telling: Telling, one: Proposal, number: int, version: Version) -> None:
    if number == 1:
        telling.does(version, one.canvas, partial(_begun, telling, one, version), one.id)
    else:
        telling.does(version, one.canvas, partial(_published, telling, one, version))
    for place, who in enumerate(version.support):
        on = Moment(day=version.day + 1 + place // 12, hour=9 + place % 12)
        telling.does(By(day=on.day, hour=on.hour, who=who), one.canvas, partial(_supported, telling, one, number))


def _plan_amendment(telling: Telling, one: Proposal, amendment: Amendment) -> None:
    telling.does(amendment, one.canvas, partial(_offered, telling, one, amendment), amendment.id)
    if amendment.declined:
        telling.does(amendment.declined, one.canvas, partial(_declined, telling, one, amendment, amendment.declined))


def _begun(telling: Telling, one: Proposal, version: Version) -> Command:
    sources = tuple(telling.stream(one.canvas, name) for name in one.grew_from)
    return BeginProposal(canvas=telling.stream(one.canvas, ""), sources=sources, **telling.says(version))


def _published(telling: Telling, one: Proposal, version: Version) -> Command:
    return PublishVersion(
        proposal=telling.stream(one.canvas, one.id),
        substance=True,
        because=version.because,
        takes_in=tuple(telling.first(one.canvas, name) for name in version.takes_in),
        **telling.says(version),
    )


def _supported(telling: Telling, one: Proposal, number: int) -> Command:
    return SupportProposal(proposal=telling.stream(one.canvas, one.id), version=number)


def _offered(telling: Telling, one: Proposal, amendment: Amendment) -> Command:
    proposal = telling.stream(one.canvas, one.id)
    return OfferAmendment(proposal=proposal, because=amendment.because, **telling.says(amendment))


def _declined(telling: Telling, one: Proposal, amendment: Amendment, because: Words) -> Command:
    offered = telling.first(one.canvas, amendment.id)
    return DeclineAmendment(proposal=telling.stream(one.canvas, one.id), amendment=offered, **telling.says(because))


def _merged(telling: Telling, one: Proposal, merged: Merged) -> Command:
    return MergeProposal(proposal=telling.stream(one.canvas, one.id), into=telling.stream(one.canvas, merged.into))


def _objected(telling: Telling, one: Proposal, because: Words) -> Command:
    return ObjectToMerge(proposal=telling.stream(one.canvas, one.id), **telling.says(because))


def _split(telling: Telling, one: Proposal, split: Split) -> Command:
    into = tuple(telling.stream(one.canvas, name) for name in split.into)
    return SplitProposal(proposal=telling.stream(one.canvas, one.id), into=into)
