"""What all tests of images have in common."""

from __future__ import annotations

import os

import pytest

from local.places import REPOSITORY
from twin import Twin

IMAGES = REPOSITORY / ".twinharbor" / "images"
GONE = REPOSITORY / "services/accounts/service/target/accounts/WEB-INF/classes/Gone.class"
"""Left over from a build of sources that had it."""

NEEDS = [pytest.mark.stack, pytest.mark.skipif(os.geteuid() != 0, reason="containerd starts containers for root alone")]


def settings(stack: Twin, port: int) -> dict[str, str]:
    """Those of the stack's own accounts, but for the port."""
    return {"HTTP_HOST": "127.0.0.1", "HTTP_PORT": str(port), "DIRECTORY_READ_OPEN": "true",
            "DB_HOST": "127.0.0.1", "DB_PORT": str(stack.settings.port("POSTGRES")),
            "DB_PASSWORD": stack.password("accounts-app"),
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION": f"http://127.0.0.1:{stack.settings.port('KEYCLOAK')}"
                                                "/auth/realms/twinharbor/protocol/openid-connect/certs",
            "MP_JWT_VERIFY_ISSUER": stack.settings.issuer, "MP_JWT_VERIFY_AUDIENCES": "accounts"}
