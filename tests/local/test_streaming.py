"""What Traefik does with a service's answers, seen with a service that a test can lead."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from test_entry_point import assert_problem

from twin import eventually

pytestmark = pytest.mark.stack


class Puppet(BaseHTTPRequestHandler):
    """In the place of accounts: paths say what to do."""

    protocol_version = "HTTP/1.1"
    may_go_on = threading.Event()
    received = 0
    headers_seen = None

    def do_GET(self):
        type(self).headers_seen = self.headers
        if self.path == "/unavailable":
            self._answer(503, "application/problem+json", b'{"detail": "in the words of the service"}')
        elif self.path == "/broken":
            self.close_connection = True
        elif self.path == "/export":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nfirst\r\n")
            self.wfile.flush()
            Puppet.may_go_on.wait(20)
            self.wfile.write(b"4\r\nlast\r\n0\r\n\r\n")
        else:
            self._answer(200, "text/plain", b"")

    def do_POST(self):
        while size := int(self.rfile.readline().split(b";")[0], 16):
            Puppet.received += len(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        self._answer(200, "text/plain", str(Puppet.received).encode())

    def _answer(self, status, media_type, body):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def without_accounts(own_stack):
    if own_stack.run("status")[0] != 0:
        own_stack.up()
    own_stack.supervisorctl("stop", "accounts")
    yield own_stack
    own_stack.run("stop")


@pytest.fixture
def client(without_accounts):
    class Server(ThreadingHTTPServer):
        allow_reuse_address = True

    server = Server(("127.0.0.1", without_accounts.settings.port("ACCOUNTS")), Puppet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Puppet.may_go_on.clear()
    Puppet.received = 0
    with without_accounts.client() as found:
        yield found
    server.shutdown()
    server.server_close()


def test_a_service_that_is_away_is_a_bad_gateway_in_problem_details(without_accounts):
    with without_accounts.client() as client:
        answer = client.get("/api/v1/users?email=private")
    problem = assert_problem(answer, 502)
    assert problem["instance"] == "/api/v1/users"
    assert answer.headers["retry-after"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_service_that_hangs_up_is_a_bad_gateway_in_problem_details(client):
    assert_problem(client.get("/broken"), 502)


def test_a_problem_of_the_service_passes_as_it_is(client):
    answer = client.get("/unavailable")
    assert answer.status_code == 503
    assert answer.json() == {"detail": "in the words of the service"}


def test_an_export_arrives_while_it_is_still_written(client):
    with client.stream("GET", "/export") as answer:
        pieces = answer.iter_bytes()
        assert next(pieces) == b"first"
        Puppet.may_go_on.set()
        assert b"".join(pieces) == b"last"


def test_an_import_reaches_the_service_while_it_is_still_sent(client):
    def body():
        yield b"x" * 1000
        eventually(lambda: Puppet.received == 1000, 10)
        yield b"y" * 500

    assert client.post("/import", content=body()).text == "1500"


def test_the_service_learns_the_trace_and_how_it_was_reached(client):
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    client.get("/", headers={"traceparent": trace, "X-Forwarded-For": "203.0.113.7", "X_Forwarded_For": "203.0.113.7"})
    seen = Puppet.headers_seen
    assert seen["traceparent"] == trace
    assert seen["X-Forwarded-Proto"] == "https"
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert "X_Forwarded_For" not in seen


def test_a_slow_answer_is_waited_for(client):
    begun = time.monotonic()
    threading.Timer(1.5, Puppet.may_go_on.set).start()
    assert client.get("/export").text == "firstlast"
    assert time.monotonic() - begun > 1
