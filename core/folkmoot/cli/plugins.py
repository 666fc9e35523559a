"""Which plugins are here, what each brings, and why one is set aside."""

from pathlib import Path

from cyclopts import App

from folkmoot import dispatch, kit
from folkmoot.cli.show import AsJson, Data, Failed, answer, home, installation, plainly

plugins = App(name="plugin", help="See which plugins are here, write a new one, and check one.")


def register(app: App) -> None:
    """Add the commands of this page."""
    app.command(plugins)


@plugins.command(name="list")
def list_plugins(*, data: Data = None, as_json: AsJson = False) -> None:
    """Say which plugins are installed, and in which communities each is enabled; exit code 0 only when none is set aside."""
    found = dispatch.load()
    enabled = _enabled(data) if (home(data) / "settings.toml").exists() else {}
    names = sorted({*found.versions, *found.set_aside, *(name for on in enabled.values() for name in on)})
    told = [
        {
            "name": name,
            "version": found.versions.get(name, ""),
            "set_aside": found.set_aside.get(name, ""),
            "installed": name in found.versions or name in found.set_aside,
            "enabled": {community: on[name] for community, on in enabled.items() if name in on},
        }
        for name in names
    ]
    answer(told, "\n".join(map(_line, told)) or "No plugin is installed.", as_json)
    if found.set_aside:
        raise Failed("A plugin is set aside; install a version that fits, or remove it.")


@plugins.command(name="new")
def new_plugin(key: str, *places: str, into: Path = Path()) -> None:
    """Write a package with a plugin that works and passes every check as it stands.

    Parameters
    ----------
    key: its name everywhere, small letters, digits and _.
    places: where it joins; a way to decide when none is named.
    into: folder in which a new one is made for it.
    """
    with plainly():
        folder = kit.write(key, places or ("decision_methods",), into)
    then = f"Install and check it:\n  pip install {folder}\n  folkmoot plugin check {key}"
    answer({"folder": str(folder)}, f"{folder} is there. {then}", False)


@plugins.command(name="check")
def check_plugin(key: str, *, as_json: AsJson = False) -> None:
    """Say, check by check, whether an installed plugin is good; exit code 0 only when all pass. Takes some seconds.

    Parameters
    ----------
    key: of the plugin.
    """
    with plainly():
        verdicts = kit.check(key)
    passed = sum(verdict.well for verdict in verdicts)
    answer(verdicts, "\n".join([*(verdict.text() for verdict in verdicts), f"{passed} of {len(verdicts)} checks pass."]), as_json)
    if passed < len(verdicts):
        raise Failed("This plugin is not as the contract asks; mend what is named.")


@plugins.command(name="places")
def places_of_plugins() -> None:
    """Print the reference of every place that a plugin can join, as Markdown, from the contract of this release."""
    answer(kit.reference(), kit.reference().rstrip("\n"), False)


def _line(one: dict[str, object]) -> str:
    enabled = one["enabled"]
    where = ", ".join(enabled) if isinstance(enabled, dict) else ""
    state = f"is set aside: {one['set_aside']}" if one["set_aside"] else "is installed" if one["installed"] else "is not installed"
    version = f" {one['version']}" if one["version"] else ""
    return f"{one['name']}{version} {state}; enabled in {where or 'no community'}."


def _enabled(data: Data) -> dict[str, dict[str, str]]:
    """Community -> plugin -> the version that was enabled."""
    with installation(data, write=False) as opened:
        return {
            community: {key: on.version for key, on in opened.plugging.enabled(community).items()}
            for community in opened.communities()
        }
