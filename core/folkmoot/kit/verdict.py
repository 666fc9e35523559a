"""A verdict is one sentence on one check."""

import msgspec


class Verdict(msgspec.Struct, frozen=True):
    """name: of the check. wrong: what is wrong and what to do, one sentence each; empty when it passes."""

    name: str
    wrong: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether it passes."""
        return not self.wrong

    def text(self) -> str:
        """The verdict in lines."""
        return (
            f"passes  {self.name}" if self.well else "\n".join([f"FAILS   {self.name}", *(f"        {one}" for one in self.wrong)])
        )
