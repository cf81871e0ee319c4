"""Simulated clusters: API servers whose Deployments get pods, and whose pods say that they run."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.fleet.tools import program, tool
from benchmarks.processes import Process, or_else
from tests.api_server import ApiServer, Etcd

CONTROLLERS = ("deployment-controller", "replicaset-controller", "endpointslice-controller", "disruption-controller")


@dataclass(frozen=True)
class Cluster:
    """What Argo CD takes for one: an address of its own, and a namespace below it."""

    name: str
    server: str
    token: str


class Fleet:
    """As many clusters as are wanted behind a few API servers, and one more API server where Argo CD has its own things."""

    def __init__(self, folder: Path, clusters: int, api_servers: int) -> None:
        self._folder = folder
        self._others: list[Process] = []
        self._servers: list[ApiServer] = []
        self._etcd = Etcd(program("etcd", "etcd").parent, _made(folder / "etcd"))
        with or_else(self.stop):
            self._start(folder, clusters, api_servers)

    def _start(self, folder: Path, clusters: int, api_servers: int) -> None:
        self.home = self._server("home")
        servers = [self._simulated(f"fleet-{number}") for number in range(min(api_servers, clusters))]
        self.clusters = []
        for number in range(clusters):
            server, name = servers[number % len(servers)], f"c{number:03}"
            port = server.url.rpartition(":")[2]
            # Loopback has more addresses than one; by them Argo CD tells clusters apart, and so do its connections.
            address = f"https://127.1.{number // 250}.{number % 250 + 1}:{port}"
            self.clusters.append(Cluster(name, address, server.tokens["admin"]))
        for position, server in enumerate(servers):
            server.has([one for cluster in self.clusters[position::len(servers)] for one in (
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": cluster.name}},
                {"apiVersion": "v1", "kind": "Node", "metadata": {"name": cluster.name}})])

    def cpu(self) -> dict[str, int]:
        """Processes by what they stand for."""
        return {"API server of Argo CD": [self.home.process.pid],
                "simulated clusters": [*(one.process.pid for one in self._servers if one is not self.home),
                                       *(one.pid for one in self._others), self._etcd.process.pid]}

    def pods(self) -> int:
        """That say they run."""
        return sum(int(_running(server)) for server in self._servers if server is not self.home)

    def stop(self) -> None:
        for one in [*self._others, *self._servers, self._etcd]:
            one.stop()

    def _server(self, name: str) -> ApiServer:
        server = ApiServer(
            self._etcd, program("kubernetes", "kube-apiserver").parent, _made(self._folder / name), f"--etcd-prefix=/{name}",
            "--bind-address=0.0.0.0", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/12", "--event-ttl=10m")
        self._servers.append(server)
        return server

    def _simulated(self, name: str) -> ApiServer:
        server, logs = self._server(name), self._folder / name
        self._others.append(Process("kube-controller-manager", [
            program("kubernetes", "kube-controller-manager"), f"--kubeconfig={server.kubeconfig}", "--leader-elect=false",
            f"--controllers={','.join(CONTROLLERS)}", "--kube-api-qps=500", "--kube-api-burst=1000", "--secure-port=0"],
            logs / "kube-controller-manager.log"))
        stages = logs / "stages.yaml"
        files = sorted(file for part in ("node", "pod") for file in (tool("kwok") / "files" / "kustomize" / "stage" / part).glob(
            "fast/*.yaml") if file.name != "kustomization.yaml")
        stages.write_text("---\n".join(file.read_text() for file in files))
        self._others.append(Process("kwok", [
            program("kwok", "kwok"), f"--kubeconfig={server.kubeconfig}", f"--config={stages}", "--manage-all-nodes=true",
            "--node-lease-duration-seconds=0"], logs / "kwok.log"))
        return server


def _running(server: ApiServer) -> int:
    listed = server.kubectl("get", "pods", "--all-namespaces", "--field-selector=status.phase=Running", "--no-headers")
    return len(listed.stdout.splitlines())


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
