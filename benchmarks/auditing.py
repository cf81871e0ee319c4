"""Events from accounts into the trail of audit, and searching it when it is long."""

import http.client
import json
import os
import subprocess
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from benchmarks import places
from benchmarks.identity import AUDIENCE_OF_AUDIT
from benchmarks.options import Options
from benchmarks.postgres import Postgres, maven
from benchmarks.processes import Process, RunFailed, free_port
from benchmarks.rig import Rig

AUDIT = places.REPOSITORY / "services" / "audit"
SCHEMA = f"{AUDIT}/schema/target/audit-schema.jar:{AUDIT}/schema/target/lib/*"
EVENTS = "/api/v1/audit/events"
CHANGES_A_SECOND = 20
WARM_UP = 50
SEARCHES = 100
BATCH = 50_000
ACTORS = 1000
# Users in the outbox at once, as an import leaves them.
BACKLOG = "INSERT INTO users (email) SELECT 'backlog' || n || '@example.org' FROM generate_series(1, %s) AS n"
# As the service would add them, but for the way there: the same trigger makes numbers and hashes.
FILL = """INSERT INTO audit_event (position, source_id, type, user_id, actor, occurred_at, after)
          SELECT 'filled-' || n, n, (ARRAY['user.created', 'user.changed', 'user.changed', 'user.deactivated'])[n %% 4 + 1],
                 n %% 200000 + 1, 'actor-' || n %% %s, timestamptz '2025-01-01' + n * interval '3 seconds',
                 json_build_object('id', n %% 200000 + 1, 'email', 'user' || n || '@example.org', 'active', true)
          FROM generate_series(%s::bigint, %s) AS n"""


def build() -> None:
    maven("-DskipTests", "package", "--projects", "services/audit/schema,services/audit/service", "--also-make")


def measure(options: Options) -> dict:
    """First what comes in, then, with many rows, what is asked for."""
    if options.no_accounts:
        raise RunFailed("the events are those of accounts")
    with Rig(["accounts"]) as rig:
        _program(rig.postgres, "io.twinharbor.schema.Main", "provision", "migrate")
        with rig.running("accounts", options.heap), _audit(rig, options.heap) as port:
            delays = _delays(rig, port, options.seconds * CHANGES_A_SECOND)
            feed = _backlog(rig, min(options.users, 200_000))
            rows = _fill(rig.postgres, options.events)
            searches = _searches(rig, port, options.events)
            begun = time.monotonic()
            _program(rig.postgres, "io.twinharbor.audit.chain.Main", "verify")
            seconds = time.monotonic() - begun
    print(f"  verified {rows:,} rows in {seconds:.0f} s", flush=True)
    return {"rows": rows, "delay_ms": delays, "feed": feed, "searches": searches, "verify_seconds": seconds}


@contextmanager
def _audit(rig: Rig, heap: int) -> Iterator[int]:
    port = free_port()
    work = places.STATE / "liberty-audit"
    process = Process("audit", [AUDIT / "service" / "target" / "liberty" / "wlp" / "bin" / "server", "run", "audit"],
                      places.STATE / "logs" / "audit.log",
                      {"HTTP_HOST": "127.0.0.1", "HTTP_PORT": str(port), "JVM_ARGS": f"-Xmx{heap}m",
                       "DB_HOST": "127.0.0.1", "DB_PORT": str(rig.postgres.port), "DB_PASSWORD": rig.postgres.password,
                       "MP_JWT_VERIFY_PUBLICKEY_LOCATION": rig.issuer.keys_url, "MP_JWT_VERIFY_ISSUER": rig.issuer.name,
                       "MP_JWT_VERIFY_AUDIENCES": AUDIENCE_OF_AUDIT, "FEED_URL": f"http://127.0.0.1:{rig.ports['accounts']}",
                       "FEED_TOKEN_URL": rig.issuer.token_url, "FEED_CLIENT_SECRET": "none",
                       "WLP_OUTPUT_DIR": str(work), "LOG_DIR": str(work / "logs")})
    try:
        process.wait_for(f"http://127.0.0.1:{port}/health/ready")
        yield port
    finally:
        process.stop()


def _program(postgres: Postgres, main: str, *commands: str) -> None:
    database = {"DB_HOST": "127.0.0.1", "DB_PORT": str(postgres.port), "DB_ADMIN_USER": "postgres"} \
        | {f"DB_{role}_PASSWORD": postgres.password for role in ("ADMIN", "OWNER", "APP", "READER", "BACKUP")}
    done = subprocess.run(["java", "-cp", SCHEMA, main, *commands],
                          env=dict(os.environ) | database, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RunFailed(f"{main} {' '.join(commands)} failed:\n{done.stdout}{done.stderr}"[:3000])


def _delays(rig: Rig, port: int, changes: int) -> dict:
    """Of changes one by one, at a steady rate, by what the database noted of both moments."""
    client = http.client.HTTPConnection("127.0.0.1", rig.ports["accounts"], timeout=30)
    headers = {"Authorization": f"Bearer {rig.issuer.token()}", "Content-Type": "application/json"}
    begun = time.monotonic()
    for number in range(changes):
        time.sleep(max(0.0, begun + number / CHANGES_A_SECOND - time.monotonic()))
        client.request("POST", "/api/v1/users", json.dumps({"email": f"delay{number}@example.org"}), headers)
        answer = client.getresponse()
        body = answer.read()
        if answer.status != 201:
            raise RunFailed(f"accounts answered {answer.status}: {body[:500]!r}")
    _await(rig.postgres, changes)
    with rig.postgres.connect("audit") as connection:
        delays = [row[0] for row in connection.execute(
            "SELECT (extract(epoch FROM recorded_at - occurred_at) * 1000)::float8 FROM audit_event ORDER BY seq")]
    result = _percentiles(delays) | {"max": max(delays), "changes": changes, "a_second": CHANGES_A_SECOND}
    print(f"  outbox to audit: p50 {result['p50']:.0f} ms, p99 {result['p99']:.0f} ms", flush=True)
    return result


def _backlog(rig: Rig, events: int) -> dict:
    """How fast the trail catches up; the clock runs from the first event to the last, as the rows have it."""
    there = _length(rig.postgres)
    with rig.postgres.connect("accounts") as connection:
        connection.execute(BACKLOG, (events,))
    _await(rig.postgres, there + events)
    with rig.postgres.connect("audit") as connection:
        seconds = connection.execute("SELECT extract(epoch FROM max(recorded_at) - min(recorded_at))::float8 FROM audit_event"
                                     " WHERE seq > %s", (there,)).fetchone()[0]
    print(f"  {events:,} events in {seconds:.1f} s, {events / seconds:,.0f} a second", flush=True)
    return {"events": events, "seconds": seconds, "events_per_second": events / seconds}


def _fill(postgres: Postgres, events: int) -> int:
    with postgres.connect("audit") as connection:
        for first in range(1, events + 1, BATCH):
            connection.execute(FILL, (ACTORS, first, min(events, first + BATCH - 1)))
            if first % (BATCH * 20) == 1:
                print(f"  filling: {first - 1:,} rows", flush=True)
        connection.execute("VACUUM ANALYZE audit_event")
    return _length(postgres)


def _searches(rig: Rig, port: int, events: int) -> dict:
    """What auditors ask, each time of somebody or some time else."""
    random = Random(2026)

    def moment() -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1735689600 + random.randrange(events * 3)))

    queries: dict[str, Callable[[], dict]] = {
        "the newest": lambda: {},
        "by user": lambda: {"user": random.randrange(1, 200_001)},
        "by actor": lambda: {"actor": f"actor-{random.randrange(ACTORS)}"},
        "by type, before a moment": lambda: {"type": "user.deactivated", "to": moment()},
        "from a moment on": lambda: {"from": moment(), "sort": "occurredAt"},
        "by user and actor": lambda: {"user": random.randrange(1, 200_001), "actor": f"actor-{random.randrange(ACTORS)}"},
    }
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {rig.issuer.token()}"}
    result = {}
    for name, query in queries.items():
        times = []
        for number in range(WARM_UP + SEARCHES):
            begun = time.monotonic()
            client.request("GET", f"{EVENTS}?{urllib.parse.urlencode(query())}", headers=headers)
            answer = client.getresponse()
            body = answer.read()
            if number >= WARM_UP:
                times.append((time.monotonic() - begun) * 1000)
            if answer.status != 200:
                raise RunFailed(f"{name}: {answer.status} {body[:500]!r}")
        result[name] = _percentiles(times)
        print(f"  {name}: p50 {result[name]['p50']:.1f} ms, p99 {result[name]['p99']:.1f} ms", flush=True)
    return result


def _length(postgres: Postgres) -> int:
    with postgres.connect("audit") as connection:
        return connection.execute("SELECT coalesce(max(seq), 0) FROM audit_event").fetchone()[0]


def _await(postgres: Postgres, rows: int) -> None:
    end = time.monotonic() + 900
    while (there := _length(postgres)) < rows:
        if time.monotonic() > end:
            raise RunFailed(f"{there:,} of {rows:,} events came")
        time.sleep(0.2)


def _percentiles(values: list[float]) -> dict:
    ordered = sorted(values)
    return {"p50": ordered[len(ordered) // 2], "p99": ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]}
