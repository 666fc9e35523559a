"""A consent slip has a code that leads back to one contribution, without an account and without a cookie."""

import hmac
import secrets
import unicodedata

from sqlalchemy import bindparam, delete, insert, select

from folkmoot.record.people_file import PeopleFile, must_exist, slips

DIGITS = 20
"""Of a code, drawn at random: 66 bits."""

_FOUND = select(slips.c.person, slips.c.contribution).where(
    slips.c.code == bindparam("code"), slips.c.community == bindparam("where")
)
_HAS = select(slips.c.contribution).where(slips.c.community == bindparam("where"), slips.c.contribution == bindparam("what"))


class Slips:
    """The codes of a people's store; what is kept of one is its HMAC-SHA-256 (RFC 2104), so the file tells nobody a code.

    key: 32 bytes for this purpose alone.
    """

    def __init__(self, file: PeopleFile, key: bytes) -> None:
        self._file, self._key = file, key

    def new(self, person: str, community: str, contribution: str, pseudonym: str) -> str:
        """A new code for a contribution, told this once: 20 digits in groups of 5. One that it had before opens nothing more.

        pseudonym: under which the person brought it, and with which the code goes.

        Raises Unknown when the person was erased.
        """
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(slips).where(slips.c.community == community, slips.c.contribution == contribution))
            db.execute(insert(slips).values((self._hash(code), person, community, contribution, pseudonym)))
        return " ".join(code[i : i + 5] for i in range(0, DIGITS, 5))

    def find(self, community: str, code: str) -> tuple[str, str] | None:
        """Person and contribution that a code leads to, however its groups and in whichever digits it is written; None
        when it leads nowhere.
        """
        found = self._file.all(_FOUND, code=self._hash(_digits(code)), where=community)
        return (str(found[0][0]), str(found[0][1])) if found else None

    def of(self, person: str) -> list[tuple[str, str]]:
        """(community, contribution) of every code that a person has, sorted."""
        c = slips.c
        mine = select(c.community, c.contribution).where(c.person == person)
        return self._file.all(mine.order_by(c.community, c.contribution))

    def has(self, community: str, contribution: str) -> bool:
        """Whether a contribution has a code."""
        return self._file.text(_HAS, where=community, what=contribution) is not None

    def drop(self, community: str, contribution: str) -> None:
        """Let the code of a contribution open nothing more."""
        with self._file.writing() as db:
            db.execute(delete(slips).where(slips.c.community == community, slips.c.contribution == contribution))

    def _hash(self, code: str) -> bytes:
        return hmac.digest(self._key, code.encode(), "sha256")


def _digits(typed: str) -> str:
    """The digits in what somebody typed, as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in typed[:200] if sign.isdecimal())
