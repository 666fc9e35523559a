"""An installation says in one small file under which name it is reached and where it listens."""

import tomllib
from pathlib import Path

import msgspec


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """host: first part of every record's origin, a name and not an address, fixed once a record exists.
    base_url: how people reach the pages, without a trailing slash. listen, port: where the server listens.
    languages: those of the pages that are shown although no native speaker has reviewed them, e.g. `["cy"]`.
    """

    host: str = "localhost"
    base_url: str = "http://127.0.0.1:8700"
    listen: str = "127.0.0.1"
    port: int = 8700
    languages: tuple[str, ...] = ()


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
    lines = [f"{name} = {msgspec.json.encode(value).decode()}" for name, value in values.items()]
    path.write_text("\n".join(lines) + "\n")


def _sound(settings: Settings, path: Path) -> Settings:
    bad_host = not settings.host or any(sign in settings.host for sign in "/+ \n")
    if not 0 <= settings.port <= 65_535 or not settings.listen:
        raise BadSettings(f"In {path}, port is a number from 0 to 65535 and listen an address of this machine.")
    if bad_host or not settings.base_url.startswith(("http://", "https://")) or settings.base_url.endswith("/"):
        raise BadSettings(
            f"In {path}, host is a bare name like talk.example.org and base_url starts with https:// and ends without /."
        )
    return settings
