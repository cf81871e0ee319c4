"""The stand that every measurement is made on: one PostgreSQL, one Traefik, and the services behind it."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks import places
from benchmarks.identity import Issuer
from benchmarks.postgres import Postgres
from benchmarks.processes import Process, RunFailed, free_port
from benchmarks.services import SERVICES
from benchmarks.traefik import Traefik, host

ADD_USERS = "INSERT INTO users (email, active) SELECT * FROM unnest(%s::text[], %s::boolean[])"
# What the writer of a mixed load has left switched.
RESET_USERS = "UPDATE users SET active = NOT active WHERE active <> (id % 7 <> 0)"


class Rig:
    """Use it as a context manager: leaving it stops everything."""

    def __init__(self, services: list[str]) -> None:
        self.services = services
        self._stack = ExitStack()

    def __enter__(self) -> "Rig":
        with ExitStack() as stack:
            self.issuer = Issuer()
            stack.callback(self.issuer.stop)
            self.postgres = Postgres()
            stack.callback(self.postgres.stop)
            self.ports = {name: free_port() for name in self.services}
            self.traefik = Traefik(self.ports)
            stack.callback(self.traefik.process.stop)
            for name in self.services:
                SERVICES[name].prepare(self.postgres)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @contextmanager
    def running(self, name: str, heap: int, *options: str) -> Iterator[tuple[Process, float]]:
        """A service that is ready, and the seconds it took to get there."""
        service, port = SERVICES[name], self.ports[name]
        environment = service.environment(port, self.postgres, self.issuer)
        if service.java_options:
            environment[service.java_options] = " ".join([f"-Xmx{heap}m", *options])
        process = Process(service.title, service.command(port), places.STATE / "logs" / f"{name}.log", environment)
        try:
            yield process, process.wait_for(f"http://127.0.0.1:{port}{service.ready}")
        finally:
            process.stop()

    def renew(self, name: str) -> None:
        """An empty database for a service that is not running."""
        self.postgres.drop(name)
        SERVICES[name].prepare(self.postgres)

    def fill(self, rows: int) -> None:
        """Brings every service to the same `rows` users; a directory never shrinks."""
        for name in self.services:
            with self.postgres.connect(name) as connection:
                there = connection.execute("SELECT count(*) FROM users").fetchone()[0]
                wanted = range(there + 1, rows + 1)
                connection.execute(ADD_USERS, ([f"user{number:07}@example.org" for number in wanted],
                                                [number % 7 != 0 for number in wanted]))
                connection.execute(RESET_USERS)
                connection.execute("VACUUM ANALYZE users")

    def users(self, name: str) -> list[dict]:
        """What a client gets from `GET /`, through Traefik, by id."""
        request = urllib.request.Request(self.traefik.url() + "/", headers={"Host": host(name)})
        with urllib.request.urlopen(request, context=self.traefik.trust(), timeout=60) as answer:
            return sorted(json.load(answer), key=lambda user: user["id"])

    def check_same_answers(self, rows: int) -> None:
        """Comparing services makes sense only if all give the same."""
        answers = {name: self.users(name) for name in self.services}
        reference = next(iter(answers.values()))
        if len(reference) != rows or any(set(user) != {"id", "email", "active"} for user in reference):
            raise RunFailed(f"{self.services[0]} answers {len(reference)} users like {reference[:1]}, not {rows}")
        for name, answer in answers.items():
            if answer != reference:
                raise RunFailed(f"{name} and {self.services[0]} answer differently: {answer[:1]}, {reference[:1]}")

    @contextmanager
    def all_running(self, heap: int, *options: str) -> Iterator[dict[str, Process]]:
        """Every service at once, started one after the other."""
        with ExitStack() as stack:
            processes = {}
            for name in self.services:
                processes[name], seconds = stack.enter_context(self.running(name, heap, *options))
                print(f"  {SERVICES[name].title} ready after {seconds:.1f} s", flush=True)
            yield processes


def settle(seconds: float = 1) -> None:
    """Lets what the last round left behind (collections, write-backs) not count for the next."""
    time.sleep(seconds)
