"""Make an installation, look whether it is well, take a copy away and bring one back."""

from pathlib import Path

from cyclopts import App

from folkmoot import backup as copies
from folkmoot import doctor as health
from folkmoot.cli.show import AsJson, Data, Failed, answer, home, installation, plainly, progress
from folkmoot.installation import Installation
from folkmoot.restore import bring_back
from folkmoot.settings import Settings

CHARTER = """Everyone who lives with the question may take part, under a made-up name if they like.
We listen before we answer. We speak of what people do, not of what they are.
A moderator may hide words that hurt or expose somebody, always with a reason that all can read.
What is decided here is answered for by the body that can act."""


def register(app: App) -> None:
    """Add the commands of this page."""
    for command in (init, doctor, backup, restore):
        app.command(command)


def init(
    community: str,
    name: str,
    *,
    host: str = "localhost",
    base_url: str = "http://127.0.0.1:8700",
    charter: Path | None = None,
    language: tuple[str, ...] = ("en",),
    steward: str = "Steward",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make an installation, or add a community to one.

    Parameters
    ----------
    community: short name for addresses, such as ash-hill.
    name: full name, as people know it.
    host: name under which the record is known for good, such as talk.example.org.
    base_url: how people reach the pages.
    charter: file with the charter's text; a short one is there to begin with.
    language: languages of the community, the first is the default.
    steward: title of the first steward.
    """
    folder = home(data)
    text = charter.read_text() if charter else CHARTER
    with plainly():
        if not (folder / "settings.toml").exists():
            Installation.create(folder, Settings(host=host, base_url=base_url))
    with installation(data) as opened:
        opened.found(community, name, text, steward, languages=language)
        link = opened.staff_link(community, opened.steward(community))
    told = f"{name} is founded in {folder}.\nSign in as its steward, once, at {link}\nNow run: folkmoot serve"
    answer({"community": community, "folder": str(folder), "link": link}, told, as_json)


def doctor(*, data: Data = None, as_json: AsJson = False) -> None:
    """Look whether the installation is well, and say what to do where it is not."""
    with installation(data, write=False) as opened:
        findings = health.examine(opened)
    lines = [f"{'well ' if finding.well else 'WRONG'}  {finding.sentence}" for finding in findings]
    answer(findings, "\n".join(lines), as_json)
    if not all(finding.well for finding in findings):
        raise Failed("Not all is well; see the lines marked WRONG.")


def backup(out: Path, *, keys: Path | None = None, data: Data = None, as_json: AsJson = False) -> None:
    """Take a copy of the installation, also while it serves.

    Parameters
    ----------
    out: folder for the copy; it must not exist yet.
    keys: another folder for keyring and keys; keep it elsewhere, and not for long. Without it they are left out.
    """
    with plainly(), progress("copying") as tell:
        taken = copies.take(home(data), out, keys, tell)
    answer(taken, taken.text(), as_json)


def restore(
    copy: Path,
    *,
    keys: Path,
    published: Path | None = None,
    nothing_newer: bool = False,
    new_host: str = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Bring a copy back into an empty folder, catch up with what was published, and forget again what was erased since.

    Parameters
    ----------
    copy: folder made by `folkmoot backup`.
    keys: its folder of keys.
    published: folder with the published files of each community, at least as new as the copy.
    nothing_newer: instead, vouch that nothing was published after the copy was made.
    new_host: instead, when what was published cannot be had any more: the new name under which the records go on.
    """
    with plainly(), progress("restoring") as tell:
        back = bring_back(copy, keys, home(data), published, tell, nothing_newer=nothing_newer, new_host=new_host)
    answer(back, back.text(), as_json)
