"""Traefik's plugin, which Traefik interprets: its own tests are in Go."""

import subprocess

from local.places import LOCAL


def test_the_plugin_passes_its_own_tests():
    folder = LOCAL / "traefik/plugins-local/src/github.com/twinharbor/problemdetails"
    done = subprocess.run(["go", "test", "./..."], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
