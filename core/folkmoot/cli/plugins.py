"""Which plugins are here, what each brings, and why one is set aside."""

from cyclopts import App

from folkmoot import dispatch
from folkmoot.cli.show import AsJson, Data, Failed, answer, home, installation

plugins = App(name="plugin", help="See which plugins are here.")


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
