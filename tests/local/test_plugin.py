"""Traefik's plugin, which Traefik interprets: its own tests are in Go."""

import subprocess

from local.places import REPOSITORY


def test_the_plugin_passes_its_own_tests():
    folder = REPOSITORY / "kustomize/platform/traefik/base/problem-details"
    done = subprocess.run(["go", "test", "./..."], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
