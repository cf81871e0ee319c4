"""The services under test: how each is built and started. All listen on the loopback interface."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import places
from benchmarks.identity import AUDIENCE, Issuer
from benchmarks.options import PEERS
from benchmarks.postgres import Postgres, maven
from benchmarks.processes import RunFailed

ACCOUNTS = places.REPOSITORY / "services" / "accounts"
WORKERS = 2


@dataclass(frozen=True)
class Service:
    """One of the compared."""

    name: str
    title: str
    ready: str
    java_options: str
    """The environment variable for options of its JVM; empty if it runs none."""
    build: Callable[[], object]
    prepare: Callable[[Postgres], None]
    command: Callable[[int], list[str | Path]]
    environment: Callable[[int, Postgres, Issuer], dict[str, str]]
    """Of its port, its database server and the issuer of its tokens; JVM options come on top."""
    toggle: str = "UPDATE users SET active = NOT active WHERE id = %s"
    """The write of the mixed load."""


def _quarkus() -> Service:
    def environment(port: int, postgres: Postgres, _: Issuer) -> dict[str, str]:
        return {"HTTP_PORT": str(port), "DB_HOST": "127.0.0.1", "DB_PORT": str(postgres.port), "DB_NAME": "quarkus",
                "DB_USER": "postgres", "DB_PASSWORD": postgres.password}

    return Service(
        "quarkus", "Quarkus", "/", "JDK_JAVA_OPTIONS",
        build=lambda: maven("package", folder=places.PEERS / "quarkus"),
        prepare=lambda postgres: postgres.create_for_peer("quarkus"),
        command=lambda _: ["java", "-jar", places.PEERS / "quarkus" / "target" / "quarkus-app" / "quarkus-run.jar"],
        environment=environment)


def _fastapi(name: str, title: str, worker: str) -> Service:
    folder = places.PEERS / name

    def home() -> Path:
        return places.environment(name, folder / "requirements.txt")

    def environment(_: int, postgres: Postgres, __: Issuer) -> dict[str, str]:
        return {"DATABASE_URL": f"postgresql://postgres:{postgres.password}@127.0.0.1:{postgres.port}/{name}",
                "PYTHONDONTWRITEBYTECODE": "1"}

    return Service(
        name, title, "/", "",
        build=home,
        prepare=lambda postgres: postgres.create_for_peer(name),
        command=lambda port: [home() / "bin" / "gunicorn", "app:app", "--chdir", folder, "--workers", str(WORKERS),
                              "--worker-class", worker, "--bind", f"127.0.0.1:{port}",
                              "--log-level", "warning"],
        environment=environment)


def _accounts() -> Service:
    def prepare(postgres: Postgres) -> None:
        done = subprocess.run(
            ["java", "-cp", f"{ACCOUNTS}/schema/target/accounts-schema.jar:{ACCOUNTS}/schema/target/lib/*",
             "io.twinharbor.schema.Main", "provision", "migrate"],
            env=dict(os.environ) | {"DB_HOST": "127.0.0.1", "DB_PORT": str(postgres.port), "DB_NAME": "accounts",
                                    "DB_ADMIN_USER": "postgres", "DB_ADMIN_PASSWORD": postgres.password}
            | {f"DB_{role}_PASSWORD": postgres.password for role in ("OWNER", "APP", "READER", "BACKUP")},
            capture_output=True, text=True, check=False)
        if done.returncode:
            raise RunFailed(f"the schema of accounts could not be made:\n{done.stdout}{done.stderr}")

    def environment(port: int, postgres: Postgres, issuer: Issuer) -> dict[str, str]:
        return {"HTTP_HOST": "127.0.0.1", "HTTP_PORT": str(port),
                "DB_HOST": "127.0.0.1", "DB_PORT": str(postgres.port), "DB_NAME": "accounts",
                "DB_USER": "accounts_app", "DB_PASSWORD": postgres.password,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION": issuer.keys_url, "MP_JWT_VERIFY_ISSUER": issuer.name,
                "MP_JWT_VERIFY_AUDIENCES": AUDIENCE, "DIRECTORY_READ_OPEN": "true",
                "WLP_OUTPUT_DIR": str(places.STATE / "liberty"), "LOG_DIR": str(places.STATE / "liberty" / "logs")}

    return Service(
        "accounts", "accounts", "/health/ready", "JVM_ARGS",
        build=lambda: maven("-DskipTests", "package", "--projects", "services/accounts/schema,services/accounts/service",
                            "--also-make"),
        prepare=prepare,
        command=lambda _: [ACCOUNTS / "service" / "target" / "liberty" / "wlp" / "bin" / "server", "run", "accounts"],
        environment=environment,
        toggle="UPDATE users SET active = NOT active, version = version + 1, changed_at = now() WHERE id = %s")


SERVICES = {service.name: service for service in (
    _accounts(),
    _fastapi("fastapi", "FastAPI, asyncpg", "uvicorn_worker.UvicornWorker"),
    _fastapi("fastapi-ormar", "FastAPI, ormar", "uvicorn.workers.UvicornWorker"),
    _quarkus())}
assert set(SERVICES) == {"accounts", *PEERS}
