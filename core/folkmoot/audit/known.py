"""What the laws keep in mind of a person and of a contribution."""

import msgspec


class Person(msgspec.Struct):
    """rolls: each roll they are on, with the index of the entry that put them there."""

    canvas: str
    rolls: dict[str, int]
    gone: bool = False
    erased: bool = False


class Piece(msgspec.Struct):
    """told: minute when its author was told of a decision, -1 before. attached: kind -> entry. typed: from paper, or checked."""

    canvas: str
    kind: str
    by: str
    told: int = -1
    erased: bool = False
    consents: set[str] = set()
    attached: dict[str, int] = {}
    typed: str = ""
