"""A return code brings a person without an account back on another device; they have one at most."""

from sqlalchemy import bindparam, delete, insert, select

from folkmoot.record.codes import Codes
from folkmoot.record.people_file import PeopleFile, must_exist, returns

_FOUND = select(returns.c.person).where(returns.c.code == bindparam("kept"))
_HAS = select(returns.c.person).where(returns.c.person == bindparam("who"))


class Returns:
    """The return codes of a people's store. key: 32 bytes for this purpose alone."""

    def __init__(self, file: PeopleFile, key: bytes) -> None:
        self._file, self._codes = file, Codes(key)

    def new(self, person: str) -> str:
        """A new code for a person, told this once: 20 digits in groups of 5. One that they had before opens nothing more.

        Raises Unknown when the person was erased.
        """
        code, kept = self._codes.new()
        with self._file.writing() as db:
            must_exist(db, person)
            db.execute(delete(returns).where(returns.c.person == person))
            db.execute(insert(returns).values((person, kept)))
        return code

    def find(self, code: str) -> str | None:
        """The person whom a code brings back, however it is written; None when it leads nowhere."""
        return self._file.text(_FOUND, kept=self._codes.kept(code))

    def has(self, person: str) -> bool:
        """Whether a person has a code."""
        return self._file.text(_HAS, who=person) is not None

    def drop(self, person: str) -> None:
        """Let the code of a person open nothing more."""
        with self._file.writing() as db:
            db.execute(delete(returns).where(returns.c.person == person))
