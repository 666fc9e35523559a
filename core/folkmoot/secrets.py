"""A secret lies in a file that whoever runs the server looks after; the record and the pages know its name at most."""

import os
from pathlib import Path

FOLDER = "secrets"
"""In the data folder: the secrets of plugins, a folder a community."""


class NotHere(LookupError):
    """There is no such community, installation or secret; the message says what to do."""


def secret(home: Path, community: str, reference: str) -> str:
    """The value behind `file:NAME`. home: data folder of the installation.

    Raises NotHere with what to do when there is none.
    """
    name = reference.removeprefix("file:")
    if not name or name != Path(name).name or name.startswith("."):
        raise NotHere("Name a secret as file: and the name of a file, such as file:webhook-key.")
    path = home / FOLDER / community / name
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise NotHere(
            f"There is no secret called {name} for this community; whoever runs the server puts it into {FOLDER}/{community}/{name}."
        ) from None


def key_encryption_key(path: Path) -> bytes:
    """The key that wraps all others, from the systemd credential `kek` where there is one, else from a file.

    Raises NotHere when there is none, or it is no key.
    """
    credential = os.environ.get("CREDENTIALS_DIRECTORY")
    given = Path(credential) / "kek" if credential else path
    try:
        return bytes.fromhex((given if given.exists() else path).read_text().strip())
    except FileNotFoundError:
        raise NotHere(f"There is no key at {path}; set CREDENTIALS_DIRECTORY to the folder where `kek` is kept.") from None
    except ValueError:
        raise NotHere(f"What stands in {path} is no key; bring back the one that this installation was made with.") from None
