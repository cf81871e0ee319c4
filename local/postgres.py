"""PostgreSQL: its programs, its data, and the databases that others need."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import psycopg
from psycopg import sql

from local import processes, versions
from local.commands import environment
from local.failure import Failure
from local.lock import exclusive
from local.places import DISTRIBUTIONS, Places
from local.settings import Settings


def folder(places: Places) -> Path:
    return places.programs / f"postgresql-{versions.postgresql()}"


def prefix() -> list[str]:
    """PostgreSQL refuses root. In a user namespace of its own it does not see that it is root."""
    return ["unshare", "--user"] if os.geteuid() == 0 else []


def check_machine() -> None:
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise Failure(f"this machine is {platform.system()} on {platform.machine()}: "
                      "the PostgreSQL that comes with this repository runs on Linux on x86_64 alone.")
    if prefix() and not _runs([*prefix(), "true"]):
        raise Failure("PostgreSQL refuses to run as root, and this machine lets it have no user namespace "
                      "(unshare --user failed).\nRun this as an ordinary user.")


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def unpack(places: Places) -> None:
    """Once for each version; a half unpacked folder never has the final name."""
    with exclusive(places.programs / "postgresql.lock", wait=True):
        if not folder(places).exists():
            _unpack(places)


def _unpack(places: Places) -> None:
    partial = folder(places).with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    with zipfile.ZipFile(DISTRIBUTIONS / f"postgresql-{versions.postgresql()}.jar") as jar, \
            jar.open(next(name for name in jar.namelist() if name.endswith(".txz"))) as archive, \
            tarfile.open(fileobj=archive, mode="r|xz") as files:
        # Pythons older than the filter do not know the argument.
        files.extractall(partial, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    partial.rename(folder(places))


def initialise(places: Places, password: str) -> None:
    """Makes the data folder; one that is there already must be of this major version."""
    version_file = places.database / "PG_VERSION"
    if version_file.exists():
        major = versions.postgresql().split(".")[0]
        if version_file.read_text().strip() != major:
            raise Failure(f"the data in {places.shown(places.database)} are of PostgreSQL "
                          f"{version_file.read_text().strip()}, the program is of {major}.\n"
                          "Begin anew without the data: python3 -m local reset")
        _forget_dead_server(places)
        return
    partial = places.database.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    reading, writing = os.pipe()
    os.write(writing, password.encode())
    os.close(writing)
    done = subprocess.run([*prefix(), str(folder(places) / "bin" / "initdb"), "-D", str(partial), "-U", "postgres",
                           "-A", "scram-sha-256", f"--pwfile=/dev/fd/{reading}", "-E", "UTF8", "--locale=C",
                           "--data-checksums"], env=environment(places, {}), pass_fds=[reading],
                          capture_output=True, text=True, check=False)
    os.close(reading)
    if done.returncode:
        raise Failure(f"initdb could not make {places.shown(partial)}:\n{done.stderr.strip()}")
    partial.rename(places.database)


def _forget_dead_server(places: Places) -> None:
    """After a crash its process id may belong to somebody else, for whom PostgreSQL would wait in vain."""
    lock = places.database / "postmaster.pid"
    if lock.exists() and not any(processes.name(pid) == "postgres" for pid in processes.of_stack(places)):
        lock.unlink()


def connect(settings: Settings, password: str, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(host="127.0.0.1", port=settings.port("POSTGRES"), dbname=database, user="postgres",
                           password=password, autocommit=True, connect_timeout=5)


def is_ready(settings: Settings, password: str) -> bool:
    """A wrong password will not become right by waiting, so that is a failure."""
    try:
        connect(settings, password).close()
        return True
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise Failure("PostgreSQL does not take the password in secrets/postgres: another one made its data.\n"
                          "Put that file back, or begin anew without the data: python3 -m local reset") from error
        return False


def ensure_database(settings: Settings, admin_password: str, name: str, password: str) -> None:
    """A database with a role of the same name that owns it and nothing else."""
    role = sql.Identifier(name)
    with connect(settings, admin_password) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {}").format(role))
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(role))
