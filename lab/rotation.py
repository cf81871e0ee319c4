"""A new value for a sealed secret, in Git, in the clusters and in whatever uses it."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lab import inventory, kubectl, releases, sealing, signing
from lab.git_server import GitServer
from lab.places import Places
from lab.registry import Registry
from lab.sealing import Secret
from local.failure import Failure
from local.passwords import write_private
from local.screen import say

PATIENCE_SECONDS = 180
MADE_HERE = ("random:", "rsa:", "ec:")
USERS = "rollouts.argoproj.io,deployments.apps,statefulsets.apps"


def rotate(places: Places, name: str) -> int:
    """Ends when every cluster has the new value; what uses it is being restarted by then, pod by pod."""
    described = inventory.read(places)
    server, listed = GitServer(places, described), sealing.wanted(described.clusters)
    secret = find(name, listed)
    renewed_too = sealing.derived(secret, listed)
    signed_with = sealing.value_of_all(places, signing.HELD_AGAINST) if signing.KEY.startswith(f"{name}/") else ""
    with _renewing([sealing.kept(places, secret, key) for key in renewed(secret)]):
        if signed_with:
            # Before any cluster asks for it what runs there has the new key's signature, too.
            signed = releases.sign(places, server, Registry(places, f"registry.{described.zone}"), signed_with)
            say(f"{signed} images are signed anew")
        sealing.seal(places, described, server, (name, *(f"{other.namespace}/{other.name}" for other in renewed_too)))
    say(f"{name} has a new value in Git")
    for other in renewed_too:
        for cluster in other.clusters:
            _await(places, cluster, other)
    for cluster in secret.clusters:
        _await(places, cluster, secret)
        using = users(secret, _in(places, cluster, secret, USERS)["items"])
        restarted = [_restart(places, cluster, secret.namespace, user) for user in using]
        say(f"{cluster}: there, {', '.join(restarted) or 'nothing'} restarts")
    return 0


@contextmanager
def _renewing(files: Iterable[Path]) -> Iterator[None]:
    """Takes values away, so that new ones are made; until Git has those the old ones, which clusters have, are not given up."""
    before = {file: file.read_text() for file in files if file.exists()}
    try:
        for file in before:
            file.unlink()
        yield
    except BaseException:
        for file, text in before.items():
            write_private(file, text)
        raise


def find(name: str, secrets: Iterable[Secret]) -> Secret:
    known = {f"{secret.namespace}/{secret.name}": secret for secret in secrets}
    if name not in known:
        raise Failure(f"there is no secret {name}; there are {', '.join(sorted(known))}.")
    if not list(renewed(known[name])):
        raise Failure(f"nothing in {name} was made up by the lab, so there is nothing to renew.")
    return known[name]


def renewed(secret: Secret) -> Iterator[str]:
    return (key for key, value in secret.data.items() if value.startswith(MADE_HERE))


def users(secret: Secret, running: Iterable[dict]) -> Iterator[dict]:
    """Those whose pods name it, in their environment or as a volume."""
    for item in running:
        pod = item["spec"]["template"]["spec"]
        names = [volume.get("secret", {}).get("secretName") for volume in pod.get("volumes", ())]
        for container in [*pod["containers"], *pod.get("initContainers", ())]:
            names += [entry.get("secretRef", {}).get("name") for entry in container.get("envFrom", ())]
            names += [entry.get("valueFrom", {}).get("secretKeyRef", {}).get("name") for entry in container.get("env", ())]
        if secret.name in names:
            yield item


def _await(places: Places, cluster: str, secret: Secret) -> None:
    wanted = {key: base64.b64encode(sealing.value(places, cluster, secret, key).encode()).decode() for key in secret.data}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _in(places, cluster, secret, f"secret/{secret.name}")["data"] != wanted:
        if time.monotonic() > deadline:
            raise Failure(f"{cluster} does not have the new value after {PATIENCE_SECONDS} s: make lab-status tells how it is.")
        time.sleep(1)


def _in(places: Places, cluster: str, secret: Secret, what: str) -> dict:
    return json.loads(_kubectl(places, cluster, secret.namespace, "get", what, "--output=json"))


def _restart(places: Places, cluster: str, namespace: str, user: dict) -> str:
    kind, name = user["kind"], user["metadata"]["name"]
    if kind == "Rollout":
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        patch = json.dumps({"spec": {"restartAt": now}})
        _kubectl(places, cluster, namespace, "patch", "rollouts.argoproj.io", name, "--type=merge", f"--patch={patch}")
    else:
        _kubectl(places, cluster, namespace, "rollout", "restart", f"{kind.lower()}/{name}")
    return f"{kind} {name}"


def _kubectl(places: Places, cluster: str, namespace: str, *words: str) -> str:
    done = kubectl.run(places, cluster, f"--namespace={namespace}", *words)
    if done.returncode:
        raise Failure(f"{cluster}: kubectl {words[0]} failed: {done.stderr.strip()}")
    return done.stdout
