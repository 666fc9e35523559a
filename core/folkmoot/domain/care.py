"""Who held or hid a contribution, who reported it, and how far an appeal against that is."""

from typing import Literal

import msgspec

from folkmoot.events.contribution import AppealDecided, Appealed, Held, Hidden, Released, Reported, Restored
from folkmoot.events.entry import Entry
from folkmoot.events.fact import Fact, Unknown


class Care(msgspec.Struct):
    """holder, hider: who holds or hides it now, empty for nobody. appeal: against that. winner: who upheld an appeal that
    is not carried out yet, empty for nobody. for_help: its author wrote it for the safeguarding lead alone. reporters:
    everyone who ever reported it. waiting: reports since somebody last looked.
    """

    holder: str = ""
    hider: str = ""
    appeal: Literal["", "waiting", "decided"] = ""
    winner: str = ""
    for_help: bool = False
    reporters: set[str] = set()
    waiting: int = 0

    @property
    def stopped(self) -> bool:
        """Whether it is held or hidden."""
        return bool(self.holder or self.hider)

    def evolve(self, entry: Entry, fact: Fact | Unknown, author: str) -> None:
        """Take the next entry of a contribution in. author: who brought it."""
        match fact:
            case Held() | Hidden():
                self._stop(entry, fact, author)
            case Released() | Restored():
                self._undo(fact)
            case Reported():
                self.reporters.add(entry.by)
                self.waiting += 1
            case Appealed():
                self.appeal = "waiting"
            case AppealDecided():
                self.appeal = "decided"
                self.winner = entry.by if fact.upheld else ""

    def _stop(self, entry: Entry, fact: Held | Hidden, author: str) -> None:
        if isinstance(fact, Hidden):
            self.hider = entry.by
        else:
            self.holder = entry.by
            self.for_help = self.for_help or entry.by == author
        self.waiting = 0
        if self.appeal == "decided":  # what is stopped anew can be appealed anew
            self.appeal = ""

    def _undo(self, fact: Released | Restored) -> None:
        if isinstance(fact, Released):
            self.holder = ""
        else:
            self.hider = ""
        self.waiting = 0
        if not self.stopped:
            self.appeal, self.winner = "", ""
