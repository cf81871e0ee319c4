"""The stack that tests marked `stack` share."""

from __future__ import annotations

import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from twin import Twin

# A shell has its background jobs ignore Ctrl-C, and whatever they start inherits that: tests that send it need it heard.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def own_stack(request):
    """Stopped at the end; its state folder stays for a look if a test failed."""
    twin = Twin(Path(tempfile.mkdtemp(prefix="twinharbor-test-")))
    yield twin
    status, output = twin.run("stop")
    assert status == 0, output
    assert twin.processes() == []
    if not request.session.testsfailed:
        shutil.rmtree(twin.places.home)


@pytest.fixture
def stack(own_stack):
    """The stack, running and ready, whatever the test before did to it."""
    status, _ = own_stack.run("status")
    if status != 0:
        own_stack.up()
    return own_stack


@pytest.fixture
def stopped(own_stack):
    """The stack with nothing of it running."""
    status, output = own_stack.run("stop")
    assert status == 0, output
    return own_stack
