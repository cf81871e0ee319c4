"""The running service, behind Traefik, against its own description."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.places import SERVICE

HERE = Path(__file__).parent
DESCRIPTION = SERVICE / "src/main/resources/META-INF/openapi.yaml"


@pytest.mark.stack
def test_schemathesis_finds_nothing(stack):
    """Some answers are refusals on purpose; schemathesis.toml says which and why."""
    done = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "--config-file", "schemathesis.toml", "run",
         "--url", stack.settings.url, "--tls-verify", str(stack.places.authority), "--rate-limit", "40/s",
         "--header", f"Authorization: Bearer {stack.token('admin')}", str(DESCRIPTION)],
        cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
