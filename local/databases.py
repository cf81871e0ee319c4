"""The database of the accounts service, made and brought up to date before the service starts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event

from local import commands
from local.places import SCHEMA, Places
from local.settings import Settings


def migrate(places: Places, settings: Settings, passwords: Mapping[str, str], java_home: Path,
            cancelled: Event) -> str:
    own = {f"DB_{role.upper()}_PASSWORD": passwords[f"accounts-{role}"]
           for role in ("owner", "app", "reader", "backup")}
    commands.run(places, cancelled, "schema",
                 [java_home / "bin" / "java", "-XX:TieredStopAtLevel=1", "-cp",
                  f"{SCHEMA}/target/accounts-schema.jar:{SCHEMA}/target/lib/*",
                  "io.twinharbor.accounts.schema.Main", "provision", "migrate"],
                 {**own, "DB_HOST": "127.0.0.1", "DB_PORT": str(settings.port("POSTGRES")), "DB_NAME": "accounts",
                  "DB_ADMIN_USER": "postgres", "DB_ADMIN_PASSWORD": passwords["postgres"],
                  # A directory without anybody in it gets test@test.com, as the original application has it.
                  "SEED_TEST_USER": "true"})
    return "up to date"
