"""An e-mail address is taken as it is usual everywhere, and nothing in it can become a header of a letter."""

import re

from folkmoot.domain.rules import Refused

_SOUND = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}"
)
"""A dot-atom of RFC 5322 section 3.4.1 at a name with a dot."""

LONGEST = 254
"""Letters of an address: RFC 5321 section 4.5.3.1.3."""


def sound(typed: str) -> str:
    """The address that somebody typed, without the spaces around it.

    Raises Refused when it is none.
    """
    address = typed.strip()
    if len(address) > LONGEST or not _SOUND.fullmatch(address):
        raise Refused("This is not an e-mail address as we can use it. Write it like name@example.org.")
    return address
