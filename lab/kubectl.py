"""kubectl, with the administrator's rights that Ansible left for a cluster."""

from __future__ import annotations

import subprocess

from lab.places import Places


def run(places: Places, cluster: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What became of it is the caller's to judge."""
    program = [str(places.programs / "bin" / "kubectl"), f"--kubeconfig={places.kubeconfigs / f'{cluster}.yaml'}"]
    return subprocess.run([*program, *words], capture_output=True, text=True, check=False)
