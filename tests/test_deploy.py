"""What deploy/ hands to an operator can be read by the tools that it is for."""

import json
import shlex
import shutil
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).parent.parent / "deploy"
UNIT = DEPLOY / "folkmoot.service"


def compose() -> dict[str, Any]:
    """The Compose file, read as Compose reads it."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())  # type: ignore[no-any-return]  # YAML has no types


def systemd(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask systemd-analyze."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("NOT RUN: there is no systemd-analyze on this machine")
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)


def test_compose_runs_one_service_that_only_loopback_reaches_and_cannot_change_itself() -> None:
    services = compose()["services"]
    assert list(services) == ["folkmoot"]
    assert services["folkmoot"]["ports"]
    assert all(port.startswith("127.0.0.1:") for port in services["folkmoot"]["ports"])
    assert services["folkmoot"]["read_only"] is True
    assert services["folkmoot"]["cap_drop"] == ["ALL"]


def test_compose_keeps_keys_in_another_volume_than_what_they_open() -> None:
    volumes = dict(reversed(line.split(":")) for line in compose()["services"]["folkmoot"]["volumes"])
    assert volumes["/data/keys"] != volumes["/data"]
    assert set(volumes.values()) == set(compose()["volumes"])


def test_in_compose_only_the_gateway_is_believed_about_who_asks() -> None:
    service = compose()["services"]["folkmoot"]
    believed = service["command"][service["command"].index("--proxy") + 1]
    network = compose()["networks"][service["networks"][0]]["ipam"]["config"][0]
    assert believed == network["gateway"]
    assert ip_address(believed) in ip_network(network["subnet"])


def test_the_container_copies_only_what_exists_and_is_not_ignored() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY")}
    kept = {line[1:] for line in (DEPLOY / "Containerfile.dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == kept
    assert [name for name in copied if not (DEPLOY.parent / name).exists()] == []


def test_the_container_installs_every_member_of_the_workspace() -> None:
    members = {str(path.parent.relative_to(DEPLOY.parent)) for path in DEPLOY.parent.glob("*/pyproject.toml")}
    members |= {str(path.parent.relative_to(DEPLOY.parent)) for path in DEPLOY.parent.glob("*/*/pyproject.toml")}
    text = (DEPLOY / "Containerfile").read_text()
    assert [name for name in members if f" ./{name}" not in text] == []


def test_the_container_asks_after_its_health_in_python_that_runs() -> None:
    line = next(line for line in (DEPLOY / "Containerfile").read_text().splitlines() if line.startswith("HEALTHCHECK"))
    command = json.loads(line.partition("CMD ")[2])
    assert command[0] == "python"
    ran = subprocess.run([sys.executable, *command[1:]], capture_output=True, text=True, check=False)
    assert ran.returncode == 0 or "URLError" in ran.stderr, ran.stderr


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "folkmoot.service"
    program = shlex.split(next(line for line in UNIT.read_text().splitlines() if line.startswith("ExecStart="))[10:])[0]
    unit.write_text(UNIT.read_text().replace(program, "/bin/true"))
    ran = systemd("verify", str(unit))
    assert ran.returncode == 0, ran.stderr
    assert "folkmoot.service:" not in ran.stderr, "a line that systemd does not know is a line that protects nobody"


def test_systemd_finds_the_process_well_shut_in() -> None:
    ran = systemd("security", "--offline=true", "--threshold=15", "--no-pager", str(UNIT))
    if "unrecognized option" in ran.stderr:
        pytest.skip("NOT RUN: this systemd-analyze is older than 250 and cannot judge a unit file")
    assert ran.returncode == 0, ran.stdout
