"""Argo CD's programs as processes of this machine, each told what its pod would be told."""

import json
import os
import secrets
import urllib.request
from pathlib import Path

import yaml

from benchmarks.fleet.clusters import Fleet
from benchmarks.fleet.repository import Repository
from benchmarks.fleet.settings import Settings, application_set, project
from benchmarks.fleet.tools import program, tool
from benchmarks.processes import Process, or_else

NAMESPACE = "argocd"
REPO_SERVER, REDIS, SERVER = "127.0.0.1:8081", "127.0.0.1:6379", "http://127.0.0.1:8080"
CONTROLLER_METRICS = 9100


class ArgoCd:
    """Controller, repo-server, applicationset-controller, server and Redis; each of the first as often as there are shards."""

    def __init__(self, folder: Path, fleet: Fleet, repository: Repository, settings: Settings) -> None:
        self._folder, self._fleet, self._settings = folder, fleet, settings
        self._bring(repository)
        self.metrics = [f"http://127.0.0.1:{CONTROLLER_METRICS + shard}/metrics" for shard in range(settings.shards)]
        self.components: dict[str, list[Process]] = {}
        with or_else(self.stop):
            self._start_all(folder)

    def _start_all(self, folder: Path) -> None:
        self.components["redis"] = [Process("redis", [
            "redis-server", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], folder / "redis.log")]
        self.components["repo-server"] = [self._start("repo-server", "--redis", REDIS, "--port", "8081")]
        self.components["applicationset-controller"] = [self._start(
            "applicationset-controller", "--namespace", NAMESPACE, "--argocd-repo-server", REPO_SERVER,
            "--metrics-addr", "127.0.0.1:8180", "--probe-addr", "127.0.0.1:8181", "--webhook-addr", "127.0.0.1:7000")]
        self.components["server"] = [self._start(
            "server", "--namespace", NAMESPACE, "--redis", REDIS, "--repo-server", REPO_SERVER, "--insecure", "--port", "8080")]
        self.components["application-controller"] = [self._start(
            "application-controller", "--namespace", NAMESPACE, "--redis", REDIS, "--repo-server", REPO_SERVER,
            "--metrics-port", str(CONTROLLER_METRICS + shard), shard=shard) for shard in range(self._settings.shards)]
        self.components["server"][0].wait_for(f"{SERVER}/healthz")
        for process, metrics in zip(self.components["application-controller"], self.metrics):
            process.wait_for(metrics)

    def begin(self) -> None:
        """From here on the Applications come."""
        self._fleet.home.has([application_set(self._settings)])

    def hear_of(self, repository: Repository, before: str, after: str, changed: list[str]) -> None:
        """What a Git server tells after a push, in the words of Gogs and Gitea."""
        body = json.dumps({"ref": "refs/heads/main", "before": before, "after": after,
                           "commits": [{"id": after, "added": [], "removed": [], "modified": changed}],
                           "repository": {"html_url": repository.page, "default_branch": "main"}}).encode()
        told = urllib.request.Request(f"{SERVER}/api/webhook", body, {
            "Content-Type": "application/json", "X-Gogs-Event": "push", "X-Gogs-Delivery": after})
        urllib.request.urlopen(told, timeout=60).close()

    def stop(self) -> None:
        for processes in self.components.values():
            for process in processes:
                process.stop(seconds=10)

    def _bring(self, repository: Repository) -> None:
        """What Ansible and the platform bring before: kinds, settings, the project, and a secret for each cluster."""
        home = self._fleet.home
        kinds = [one for file in sorted((tool("argo-cd") / "files" / "manifests" / "crds").glob("*.yaml"))
                 for one in yaml.load_all(file.read_text(), Loader=yaml.CSafeLoader) if one and "spec" in one]
        home.has([{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}}, *kinds])
        home.kubectl("wait", "--for=condition=Established", "--all", "customresourcedefinitions", "--timeout=60s")
        maps = {name: {} for name in ("argocd-rbac-cm", "argocd-tls-certs-cm", "argocd-ssh-known-hosts-cm", "argocd-gpg-keys-cm")}
        maps |= self._settings.maps
        maps["argocd-cm"] = maps["argocd-cm"] | {"cluster.inClusterEnabled": "false"}
        labels = {"app.kubernetes.io/part-of": "argocd"}
        home.has([*(_object("ConfigMap", name, labels, data=data) for name, data in maps.items()),
                  _object("Secret", "argocd-secret", labels, stringData={"server.secretkey": secrets.token_hex(16)}),
                  project()])
        home.has([_cluster(one, repository.url) for one in self._fleet.clusters])

    def _start(self, name: str, *options: str, shard: int = 0) -> Process:
        work = self._folder / f"{name}-{shard}"
        for part in ("tls", "ssh", "gpg", "plugins", "tmp"):
            (work / part).mkdir(parents=True)
        return Process(name, [program("argo-cd", "argocd"), *options], work / "log.txt", {
            **self._settings.environment(f"argocd-{name}"),
            "ARGOCD_BINARY_NAME": f"argocd-{name}", "KUBECONFIG": str(self._fleet.home.kubeconfig),
            "ARGOCD_CONTROLLER_REPLICAS": str(self._settings.shards), "ARGOCD_CONTROLLER_SHARD": str(shard),
            "ARGOCD_GPG_ENABLED": "false", "ARGOCD_TLS_DATA_PATH": str(work / "tls"), "ARGOCD_SSH_DATA_PATH": str(work / "ssh"),
            "ARGOCD_GNUPGHOME": str(work / "gpg"), "ARGOCD_PLUGINSOCKFILEPATH": str(work / "plugins"),
            "TMPDIR": str(work / "tmp"), "PATH": f"{program('kustomize', 'kustomize').parent}:{os.environ['PATH']}"})


def _object(kind: str, name: str, labels: dict[str, str], **rest: object) -> dict:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, "namespace": NAMESPACE, "labels": labels}, **rest}


def _cluster(one, repository: str) -> dict:
    """As ansible/roles/argo_cd has it, for one namespace of its API server alone."""
    access = {"bearerToken": one.token, "tlsClientConfig": {"insecure": True}}
    labels = {"argocd.argoproj.io/secret-type": "cluster", "twinharbor.io/setting": "lab"}
    made = _object("Secret", f"cluster-{one.name}", labels, stringData={
        "name": one.name, "server": one.server, "config": json.dumps(access),
        "namespaces": one.name, "clusterResources": "false"})
    made["metadata"]["annotations"] = {"twinharbor.io/repository": repository}
    return made
