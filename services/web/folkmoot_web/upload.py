"""A form with a file comes in parts (RFC 7578); a file becomes a field in base64, as a Struct takes bytes."""

import base64
import io

from multipart import MultipartError, MultipartParser, parse_options_header  # type: ignore[import-untyped]  # it has no types

from folkmoot_web.body import FIELDS, NOT_UTF8, check_text
from folkmoot_web.problem import Problem

PARTS = "multipart/form-data"

BROKEN = "The form did not arrive whole. Send it again."


def is_parts(given: str) -> bool:
    """Whether a Content-Type header says that a form comes in parts."""
    return given.partition(";")[0].strip().lower() == PARTS


def read_parts(sent: bytes, given: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Name -> values of the fields, and name -> files in base64; a file that was not chosen is left out.

    sent: the body, as short as its route allows. given: its Content-Type header. Raises Problem 400.
    """
    boundary = parse_options_header(given)[1].get("boundary", "")
    room = len(sent) + 1
    fields: dict[str, list[str]] = {}
    files: dict[str, list[str]] = {}
    try:
        parser = MultipartParser(
            io.BytesIO(sent), boundary, len(sent), strict=True, part_limit=FIELDS, spool_limit=room, memory_limit=room
        )
        for part in parser:
            if part.filename:
                files.setdefault(part.name, []).append(base64.b64encode(part.raw).decode())
            elif part.filename is None and part.raw is not None:
                value = part.raw.decode()
                check_text(part.name + value)
                fields.setdefault(part.name, []).append(value)
    except UnicodeError:
        raise Problem(400, NOT_UTF8) from None
    except (MultipartError, ValueError):
        raise Problem(400, BROKEN) from None
    return fields, files
