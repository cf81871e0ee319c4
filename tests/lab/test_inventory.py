"""What an inventory may say of the lab's machines, and what one is told who says something else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lab import inventory
from local.failure import Failure

CASES = Path(__file__).parent / "inventories"


def listed(file: Path) -> dict:
    """As Ansible understands it."""
    program = Path(sys.executable).parent / "ansible-inventory"
    done = subprocess.run([str(program), "--list", "-i", str(file)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("file", sorted((CASES / "invalid").iterdir()), ids=lambda file: file.stem)
def test_what_is_wrong_with_an_inventory_is_said(file: Path) -> None:
    expected = file.read_text().splitlines()[0].removeprefix("# says: ")
    with pytest.raises(Failure) as failure:
        inventory.parse(listed(file))
    assert expected in str(failure.value)


def test_one_line_more_is_one_machine_more_in_its_cluster() -> None:
    described = inventory.parse(listed(CASES / "valid" / "two-nodes.yaml"))
    assert {host.name: str(host.address) for host in described.hosts} == {
        "hub": "10.1.0.10", "east": "10.1.0.11", "east-2": "10.1.0.12"}
    assert [host.name for host in described.hosts if "cluster_east" in host.groups] == ["east", "east-2"]
    assert str(described.gateway) == "10.1.0.1/24"


def test_the_inventory_of_the_lab_is_valid(tmp_path: Path) -> None:
    described = inventory.parse(listed(Path(inventory.ANSIBLE) / "inventories" / "lab"))
    assert {"hub", "east", "west"} <= {host.name for host in described.hosts}
