"""Take the record away, check it without trusting anybody, and see the state at any place in it."""

from pathlib import Path

from cyclopts import App

from folkmoot import audit as auditing
from folkmoot.bundle import export_community
from folkmoot.cli.show import AsJson, Data, Failed, answer, installation, progress
from folkmoot.installation import NotHere


def register(app: App) -> None:
    """Add the commands of this page."""
    for command in (export, audit):
        app.command(command)


def export(*, community: str, out: Path, words: bool = True, data: Data = None, as_json: AsJson = False) -> None:
    """Write the bundle: the record with its proofs, and the words that are public today.

    Parameters
    ----------
    community: short name of the community.
    out: folder to write; it must not exist yet.
    words: leave the words out with --no-words; the record verifies without them.
    """
    with installation(data, write=False) as opened, progress("writing the bundle") as tell:
        if community not in opened.communities():
            raise NotHere(f"There is no community called {community} here.")
        size = export_community(opened, community, out, words=words, progress=tell)
    answer({"entries": size, "folder": str(out)}, f"{size} entries are in {out}. Check them with: folkmoot audit {out}", as_json)


def audit(
    bundle: Path,
    *,
    trust: str | None = None,
    since: Path | None = None,
    receipts: Path | None = None,
    history: bool = False,
    as_json: AsJson = False,
) -> None:
    """Verify a bundle and count its results again; exit code 0 only when nothing is wrong.

    Parameters
    ----------
    bundle: folder of the bundle.
    trust: verifier key, a vkey, that you had from somebody other than the host.
    since: file with an older checkpoint of this record that you or a witness kept.
    receipts: folder with receipts, files ending in .receipt.
    history: tell as well what happened in each canvas, in order, with the entries that say so.
    """
    old = since.read_bytes() if since else None
    with progress("checking entries") as tell:
        report = auditing.audit(bundle, trust, old, receipts, tell, history=history)
    answer({"ok": report.ok, "first_bad": report.first_bad, "report": report}, report.text(), as_json)
    if not report.ok:
        raise Failed("This bundle does not hold.")
