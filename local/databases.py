"""The databases of the services, made and brought up to date before a service starts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event

from local import commands
from local.passwords import ROLES
from local.places import Places, module_of
from local.settings import Settings


def migrate(places: Places, settings: Settings, passwords: Mapping[str, str], java_home: Path, service: str,
            cancelled: Event) -> str:
    schema = module_of(service, "schema")
    own = {f"DB_{role.upper()}_PASSWORD": passwords[f"{service}-{role}"] for role in ROLES}
    commands.run(places, cancelled, f"{service}-schema",
                 [java_home / "bin" / "java", "-XX:TieredStopAtLevel=1", "-cp",
                  f"{schema}/target/{service}-schema.jar:{schema}/target/lib/*",
                  "io.twinharbor.schema.Main", "provision", "migrate"],
                 {**own, "DB_HOST": "127.0.0.1", "DB_PORT": str(settings.port("POSTGRES")), "DB_NAME": service,
                  "DB_ADMIN_USER": "postgres", "DB_ADMIN_PASSWORD": passwords["postgres"],
                  # A directory without anybody in it gets test@test.com, as the original application has it.
                  **({"SEED_TEST_USER": "true"} if service == "accounts" else {})})
    return "up to date"
