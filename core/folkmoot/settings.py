"""An installation says in one small file under which name it is reached and where it listens."""

import re
import tomllib
from pathlib import Path
from typing import Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """host: first part of every record's origin, a name and not an address, fixed once a record exists.
    base_url: how people reach the pages, without a trailing slash. listen, port: where the server listens.
    plugins: keys of the plugins that may run here; all that are installed when it is left out.
    languages: those of the pages that are shown although no native speaker has reviewed them, e.g. `["cy"]`.
    mail_host: the server that takes our e-mail, empty for none: then nothing is sent, and the pages say so. mail_port: of
    that server. mail_tls: `starttls`, `tls` from the first byte, or `none`, which is for this machine alone. mail_user,
    mail_password_file: how we sign in there, if we do; the password stands in that file. mail_from: our address.
    """

    host: str = "localhost"
    base_url: str = "http://127.0.0.1:8700"
    listen: str = "127.0.0.1"
    port: int = 8700
    plugins: tuple[str, ...] | None = None
    languages: tuple[str, ...] = ()
    mail_host: str = ""
    mail_port: int = 587
    mail_tls: Literal["starttls", "tls", "none"] = "starttls"
    mail_user: str = ""
    mail_password_file: str = ""
    mail_from: str = ""


class BadSettings(ValueError):
    """The settings cannot be used; the message says what is wrong and what to do."""


def load(path: Path) -> Settings:
    """The settings in a TOML file.

    Raises BadSettings when the file is missing, is not TOML or holds something that is not a setting.
    """
    try:
        settings = msgspec.convert(tomllib.loads(path.read_text()), Settings)
    except FileNotFoundError:
        raise BadSettings(f"There is no {path}; run `folkmoot init` to make an installation there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as fault:
        raise BadSettings(f"{path} cannot be read: {fault}. Mend that line and start again.") from None
    return _sound(settings, path)


def save(path: Path, settings: Settings) -> None:
    """Write the settings as TOML.

    Raises BadSettings when a value cannot be used.
    """
    _sound(settings, path)
    values = msgspec.to_builtins(settings)
    lines = [f"{name} = {msgspec.json.encode(value).decode()}" for name, value in values.items() if value is not None]
    path.write_text("\n".join(lines) + "\n")


def _sound(settings: Settings, path: Path) -> Settings:
    bad_host = not settings.host or any(sign in settings.host for sign in "/+ \n")
    if not 0 <= settings.port <= 65_535 or not settings.listen:
        raise BadSettings(f"In {path}, port is a number from 0 to 65535 and listen an address of this machine.")
    if bad_host or not settings.base_url.startswith(("http://", "https://")) or settings.base_url.endswith("/"):
        raise BadSettings(
            f"In {path}, host is a bare name like talk.example.org and base_url starts with https:// and ends without /."
        )
    if settings.mail_host:
        _sound_mail(settings, path)
    return settings


def _sound_mail(settings: Settings, path: Path) -> None:
    if not re.fullmatch(r"[!#-'*+\-/-9=?A-Z^-~.]+@[A-Za-z0-9.-]+", settings.mail_from) or not 0 < settings.mail_port <= 65_535:
        raise BadSettings(f"In {path}, mail_from is the address that letters come from, and mail_port a number from 1 to 65535.")
    if settings.mail_tls == "none" and settings.mail_host not in ("127.0.0.1", "localhost", "::1"):
        raise BadSettings(f'In {path}, mail_tls may be "none" for a server on this machine only: letters hold links to sign in.')
    if settings.mail_user and not settings.mail_password_file:
        raise BadSettings(f"In {path}, mail_user needs mail_password_file, the file that holds the password.")
