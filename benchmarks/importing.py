"""A million users into accounts and out again, in both formats, streamed through Traefik."""

import http.client
import json
import ssl
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from benchmarks import places
from benchmarks.options import Options
from benchmarks.processes import Process, RunFailed
from benchmarks.rig import Rig
from benchmarks.traefik import host

HEAP = 256
CHUNK = 64 * 1024
FORMATS = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
IMPORTS = "/api/v1/users/imports"
EXPORT = "/api/v1/users/export"


def measure(options: Options) -> dict:
    """Each format begins with an empty database and a fresh JVM."""
    if options.no_accounts:
        raise RunFailed("only accounts takes imports")
    result = {}
    with Rig(["accounts"]) as rig:
        for format_, media_type in FORMATS.items():
            file = _generated(format_, options.users)
            rig.renew("accounts")
            with rig.running("accounts", HEAP) as (process, _):
                with _Watch(process) as watch:
                    seconds, answer = _import(rig, file, media_type)
                with rig.postgres.connect("accounts") as connection:
                    stored = connection.execute("SELECT count(*) FROM users").fetchone()[0]
                if stored != options.users:
                    raise RunFailed(f"{stored} of {options.users} users arrived: {answer[:500]}")
                export_seconds, lines = _export(rig, media_type)
                if lines != options.users + (format_ == "csv"):
                    raise RunFailed(f"the export has {lines} lines")
            result[format_] = {
                "users": options.users, "bytes": file.stat().st_size, "seconds": seconds,
                "rows_per_second": options.users / seconds, "heap_max_mb": watch.heap_mb, "memory_max_mb": watch.memory_mb,
                "export_seconds": export_seconds, "export_rows_per_second": options.users / export_seconds}
            print(f"  {format_}: in {seconds:.1f} s, {options.users / seconds:,.0f} rows/s, heap at most "
                  f"{watch.heap_mb:.0f} MB; out {export_seconds:.1f} s", flush=True)
    return {"heap_mb": HEAP, "formats": result}


def _generated(format_: str, users: int) -> Path:
    """The same users on every machine."""
    file = places.STATE / f"users-{users}.{format_}"
    if file.exists():
        return file
    print(f"  generating {file.name} …", flush=True)
    random = Random(2026)
    first, last = ("Ada", "Alan", "Barbara", "Edsger", "Grace", "Ken", "Margaret", "Niklaus"), \
        ("Hopper", "Kay", "Lamport", "Liskov", "Lovelace", "Naur", "Perlis", "Turing")
    partial = file.with_suffix(".partial")
    with partial.open("w") as out:
        if format_ == "csv":
            out.write("email,displayName,active,roles\n")
        for number in range(users):
            name, active = f"{random.choice(first)} {random.choice(last)}", random.random() < 0.9
            roles = random.choices((["reader"], ["reader", "editor"], []), (8, 1, 1))[0]
            email = f"{name.replace(' ', '.').lower()}.{number}@example.org"
            if format_ == "csv":
                out.write(f"{email},{name},{str(active).lower()},{' '.join(roles)}\n")
            else:
                user = {"email": email, "displayName": name, "active": active, "roles": roles}
                out.write(json.dumps(user, separators=(",", ":")) + "\n")
    return partial.rename(file)


def _connection(rig: Rig) -> http.client.HTTPSConnection:
    return http.client.HTTPSConnection("127.0.0.1", rig.traefik.https, context=rig.traefik.trust(), timeout=900)


def _headers(rig: Rig, **others: str) -> dict[str, str]:
    return {"Host": host("accounts"), "Authorization": f"Bearer {rig.issuer.token()}"} \
        | {name.replace("_", "-"): value for name, value in others.items()}


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while chunk := content.read(CHUNK):
            yield chunk


def _import(rig: Rig, file: Path, media_type: str) -> tuple[float, str]:
    """Seconds from the first byte sent to the whole answer received."""
    key = str(uuid.uuid4())
    with _shown_progress(rig, key):
        connection = _connection(rig)
        begun = time.monotonic()
        headers = _headers(rig, Content_Type=media_type, Idempotency_Key=key, Transfer_Encoding="chunked")
        # A refusal may come before the whole file is sent: then it is the answer that tells.
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            connection.request("POST", IMPORTS, _chunks(file), headers, encode_chunked=True)
        response = connection.getresponse()
        answer = response.read().decode()
        seconds = time.monotonic() - begun
        connection.close()
    if response.status >= 300:
        raise RunFailed(f"the import was answered with {response.status}: {answer[:1000]}")
    return seconds, answer


@contextmanager
def _shown_progress(rig: Rig, key: str) -> Iterator[None]:
    over = threading.Event()

    def show() -> None:
        while not over.wait(2):
            connection = _connection(rig)
            connection.request("GET", f"{IMPORTS}/{key}", headers=_headers(rig))
            response = connection.getresponse()
            body = response.read()
            connection.close()
            if response.status == 200:
                print(f"  importing: {json.loads(body).get('rowsRead', 0):,} rows read", flush=True)

    watcher = threading.Thread(target=show, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _export(rig: Rig, media_type: str) -> tuple[float, int]:
    """Seconds and lines of the whole directory."""
    connection = _connection(rig)
    begun = time.monotonic()
    connection.request("GET", EXPORT, headers=_headers(rig, Accept=media_type))
    response = connection.getresponse()
    if response.status != 200:
        raise RunFailed(f"the export was answered with {response.status}: {response.read(1000)!r}")
    lines = 0
    while chunk := response.read(CHUNK):
        lines += chunk.count(b"\n")
    connection.close()
    return time.monotonic() - begun, lines


class _Watch:
    """The most heap and memory that a JVM uses while the `with` block runs, looked at four times a second."""

    def __init__(self, process: Process) -> None:
        self.heap_mb = self.memory_mb = 0.0
        self._process = process

    def __enter__(self) -> "_Watch":
        self._jstat = subprocess.Popen(["jstat", "-gc", str(self._process.java()), "250"],
                                       stdout=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def _read(self) -> None:
        columns: list[str] = []
        for line in self._jstat.stdout:
            if not columns:
                columns = line.split()
                continue
            figures = dict(zip(columns, line.split()))
            self.heap_mb = max(self.heap_mb, sum(float(figures[used]) for used in ("S0U", "S1U", "EU", "OU")) / 1024)
            self.memory_mb = max(self.memory_mb, self._process.memory_mb())

    def __exit__(self, *_: object) -> None:
        self._jstat.terminate()
        self._reader.join()
        self._jstat.wait()
