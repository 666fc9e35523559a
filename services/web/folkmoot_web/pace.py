"""Whoever asks very often waits a little longer each time; nobody is locked out, and no address is kept."""

import hashlib
import ipaddress
import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable

from folkmoot_web.problem import Problem

FAST = "That was very fast. Wait {} seconds and send it again."
CODES = "Several codes were typed from here just now. Wait {} seconds and type yours again."
MOST = 20_000
"""Keys that one pace remembers."""

LETTERS = "Several letters were asked for from here just now. Wait {} seconds and ask again."


class Pace:
    """How often one key may ask.

    every: seconds between two askings in the long run. burst: askings that may come at once before anyone waits.
    patience: longest wait in seconds; beyond it the answer is 429. clock: seconds, never going back. says: the sentence of
    that answer, with {} for the seconds.
    """

    def __init__(
        self, every: float, burst: int, patience: float = 5.0, clock: Callable[[], float] = time.monotonic, says: str = FAST
    ) -> None:
        self._says = says
        self._every, self._ahead, self._patience, self._clock = every, every * burst, patience, clock
        self._due: OrderedDict[bytes, float] = OrderedDict()

    def wait(self, key: bytes) -> float:
        """Count one asking and answer how many seconds it should wait.

        Raises Problem 429, and does not count it, when that would be longer than the patience.
        """
        now = self._clock()
        due = max(self._due.get(key, now), now)
        delay = due - now - self._ahead
        if delay > self._patience:
            after = math.ceil(delay - self._patience)
            raise Problem(429, self._says.format(after), {"retry-after": str(after)})
        self._due[key] = due + self._every
        self._due.move_to_end(key)
        if len(self._due) > MOST:
            self._due.popitem(last=False)
        return max(delay, 0.0)


class Address:
    """Names addresses by a hash of their neighbourhood, under a salt that lives in memory and for a day.

    clock: seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._day, self._salt = -1, b""

    def key(self, address: str) -> bytes:
        """The key of an address: the same for its /24 (IPv4) or /48 (IPv6) on one day, and unlinkable the next."""
        day = int(self._clock() // 86400)
        if day != self._day:
            self._day, self._salt = day, os.urandom(16)
        return hashlib.blake2b(_coarse(address), key=self._salt, digest_size=16).digest()


def _coarse(address: str) -> bytes:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return b""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    return known.packed[:3] if known.version == 4 else known.packed[:6]


class Paces:
    """The paces of a site: of one session, of one neighbourhood, and of what is dear to answer, and of codes that are typed."""

    def __init__(self) -> None:
        self.address = Address()
        self.session = Pace(every=0.5, burst=60)
        self.nearby = Pace(every=0.1, burst=300)
        self.dear = Pace(every=1.0, burst=20)
        self.again = Pace(every=1.0, burst=10, patience=0.0)
        self.letters = Pace(every=60.0, burst=10, patience=0.0, says=LETTERS)
        self.codes = Pace(every=6.0, burst=10, patience=0.0, says=CODES)

    def wait(self, address: str, session: str, *, unsafe: bool, dear: bool) -> float:
        """Seconds that a request should wait. session: token, empty for none. dear: it costs much to answer.

        Raises Problem 429.
        """
        nearby = self.address.key(address) if unsafe or dear else b""
        waits = [0.0]
        if unsafe and session:  # first: what one person is refused must not use up what their neighbours have
            waits.append(self.session.wait(hashlib.blake2b(session.encode(), digest_size=16).digest()))
        if unsafe:
            waits.append(self.nearby.wait(nearby))
        if dear:
            waits.append(self.dear.wait(nearby))
        return max(waits)

    def shows_again(self, address: str) -> bool:
        """Whether somebody who was told to wait is shown their form with what they typed: showing it is work as well."""
        try:
            return not self.again.wait(self.address.key(address))
        except Problem:
            return False

    def letter(self, address: str) -> None:
        """Count a letter that was asked for somewhere.

        Raises Problem 429 when too many were.
        """
        self.letters.wait(self.address.key(address))

    def code(self, address: str) -> None:
        """Count a code that was typed somewhere.

        Raises Problem 429 when too many were.
        """
        self.codes.wait(self.address.key(address))
