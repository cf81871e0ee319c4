"""A running service against its own description."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.places import module_of

HERE = Path(__file__).parent
DESCRIPTION = module_of("accounts", "service") / "src/main/resources/META-INF/openapi.yaml"


@pytest.fixture
def service(request):
    """URL, an admin's token, the authority that vouches for TLS: of ACCOUNTS_URL if that is set, else of the stack."""
    if "ACCOUNTS_URL" in os.environ:
        return os.environ["ACCOUNTS_URL"], os.environ["ACCOUNTS_TOKEN"], os.environ.get("ACCOUNTS_CA")
    stack = request.getfixturevalue("stack")
    return stack.settings.url, stack.token("admin"), str(stack.places.authority)


@pytest.mark.stack
def test_schemathesis_finds_nothing(service):
    """Some answers are refusals on purpose; schemathesis.toml says which and why."""
    url, token, authority = service
    done = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "--config-file", "schemathesis.toml", "run",
         "--url", url, *(["--tls-verify", authority] if authority else []), "--rate-limit", "40/s",
         "--header", f"Authorization: Bearer {token}", str(DESCRIPTION)],
        cwd=HERE, env={**os.environ, "PYTHONPATH": str(HERE)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
