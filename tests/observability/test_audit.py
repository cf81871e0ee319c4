"""The API writes down who did what, and never what is secret."""

from __future__ import annotations

import json

import pytest

from api_server import ApiServer, Etcd
from lab.builder import Builder
from lab.places import ANSIBLE, Places

POLICY = ANSIBLE / "roles" / "kubernetes_node" / "files" / "audit-policy.yaml"
SECRET = "not-to-be-read-anywhere"


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    builder, folder = Builder(Places.of()), tmp_path_factory.mktemp("audited")
    for tool in ("etcd", "kubernetes"):
        builder.make(tool)
    etcd = Etcd(builder.outcome("etcd") / "bin", folder)
    server = ApiServer(etcd, builder.outcome("kubernetes") / "bin", folder, "--audit-log-path=-",
                       f"--audit-policy-file={POLICY}")
    try:
        server.kubectl("create", "secret", "generic", "hidden", f"--from-literal=password={SECRET}")
        server.kubectl("create", "configmap", "plain", "--from-literal=colour=blue")
        server.kubectl("create", "clusterrole", "reads-pods", "--verb=get", "--resource=pods")
        for user in ("admin", "system:kube-scheduler", "system:node:one"):
            server.kubectl("--user", user, "get", "configmaps", "-n", "kube-public")
            server.kubectl("--user", user, "get", "secrets", "-n", "kube-public")
        server.kubectl("get", "leases,events", "-A")
        server.kubectl("get", "--raw=/healthz")
        yield server
    finally:
        server.stop()


def events(server: ApiServer) -> list[dict]:
    # With them is what it says otherwise.
    return [json.loads(line) for line in server.said() if line.startswith('{"kind":"Event"')]


def those(server: ApiServer, verb: str, resource: str, namespace: str = "") -> list[dict]:
    return [event for event in events(server) if event["verb"] == verb and event.get("objectRef", {}).get("resource") == resource
            and namespace in ("", event["objectRef"].get("namespace"))]


def test_a_change_is_written_down_with_who_made_it_and_whether_it_was_let(audited):
    event = next(event for event in those(audited, "create", "configmaps") if event["objectRef"]["name"] == "plain")
    assert (event["user"]["username"], event["responseStatus"]["code"], event["level"]) == ("admin", 201, "Metadata")


def test_who_gives_rights_is_written_down_with_them(audited):
    event = next(event for event in those(audited, "create", "clusterroles") if event["objectRef"]["name"] == "reads-pods")
    assert event["requestObject"]["rules"][0]["verbs"] == ["get"]


def test_nothing_secret_is_written_down(audited):
    assert [event["level"] for event in those(audited, "create", "secrets")] == ["Metadata"]
    assert SECRET not in "".join(audited.said())


def test_whoever_reads_a_secret_is_written_down(audited):
    readers = {event["user"]["username"] for event in those(audited, "list", "secrets", "kube-public")}
    assert readers == {"admin", "system:kube-scheduler", "system:node:one"}


def test_what_kubernetes_itself_reads_is_not(audited):
    assert {event["user"]["username"] for event in those(audited, "list", "configmaps", "kube-public")} == {"admin"}


def test_what_is_asked_all_the_time_is_not(audited):
    assert those(audited, "list", "leases") + those(audited, "list", "events") == []
    assert [event["requestURI"] for event in events(audited) if "objectRef" not in event] == []


def test_an_event_has_what_it_is_found_by(audited):
    """The log agent takes the one for the message of an event, and nothing else of its kind is above it (msgField)."""
    assert events(audited)
    for event in events(audited):
        assert event["requestURI"]
        assert not {"message", "msg", "log", "RequestPath"} & set(event)
