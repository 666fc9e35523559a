"""What deploy/ hands to an operator can be read by the tools that it is for."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).parent.parent / "deploy"


def test_compose_runs_one_service_that_only_loopback_reaches_and_cannot_change_itself() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert list(services) == ["folkmoot"]
    assert all(port.startswith("127.0.0.1:") for port in services["folkmoot"]["ports"])
    assert services["folkmoot"]["read_only"] is True


def test_the_container_copies_only_what_exists() -> None:
    copied = [line.split()[1] for line in (DEPLOY / "Containerfile").read_text().splitlines() if line.startswith("COPY")]
    assert copied
    assert [name for name in copied if not (DEPLOY.parent / name).exists()] == []


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("NOT RUN: there is no systemd-analyze on this machine")
    unit = tmp_path / "folkmoot.service"
    unit.write_text((DEPLOY / "folkmoot.service").read_text().replace("/opt/folkmoot/.venv/bin/folkmoot", "/bin/true"))
    ran = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
