"""A past that never was: what accounts and both clusters would have measured, the same whenever it is made up anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

SERVICE = "accounts"
CLUSTERS = ("east", "west")
HOUR, DAY = 3600, 86400
BLOCK = 18 * HOUR
"""What promtool makes one block of: two hours, three times three."""

RECORDED = 300
"""How much each recorded sum is of."""

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
PEAK = 60.0
"""Requests a second to both clusters on a working day's afternoon."""
RELEASES = (-13.6, -11.2, -9.1, -6.4, -4.25, -3.1, -1.2)
"""When users got a new version, in days before the end; the last but one answers faster."""
FASTER = RELEASES[-2]
INCIDENT = (-4.2, -4.2 + 50 / 1440)
"""Within it east answers slowly and with errors; it begins with a release."""
APPLICATIONS = 40
JOBS = ("accounts/accounts", "accounts/accounts-db", "edge", "etcd", "kubelet", "kubernetes", "keycloak/keycloak", "node",
        "monitoring/prometheus", "monitoring/thanos", "monitoring/traefik", "monitoring/alertmanager", "monitoring/coredns",
        "monitoring/kube-state-metrics", "argo-rollouts-metrics", "velero/velero", "registry", "object-store", "git-server")
QUERIES = {
    "SELECT id, version, email, display_name, active FROM users WHERE id > $1 ORDER BY id LIMIT $2": (9.0, 0.004),
    "SELECT id, version, email, display_name, active FROM users WHERE email LIKE $1 ORDER BY email LIMIT $2": (2.0, 0.028),
    "SELECT id, version, email, display_name, active FROM users WHERE id = $1": (14.0, 0.0004),
    "UPDATE users SET display_name = $1, version = version + $2 WHERE id = $3 AND version = $4": (1.5, 0.0031),
    "INSERT INTO users (email, display_name, active) VALUES ($1, $2, $3) RETURNING id": (1.0, 0.0052),
    "SELECT type, user_id, before, after FROM outbox WHERE position > $1 ORDER BY position LIMIT $2": (1.0, 0.011),
}
"""How often each is sent a second at the peak, and what it takes."""


@dataclass(frozen=True)
class Asked:
    """One kind of request, by how it is answered."""

    method: str
    route: str
    status: int
    share: float
    median: float


ASKED = (
    Asked("GET", "/", 200, 0.14, 0.009), Asked("GET", "/api/v1/users", 200, 0.34, 0.012),
    Asked("GET", "/api/v1/users", 400, 0.01, 0.003), Asked("GET", "/api/v1/users/{id}", 200, 0.30, 0.005),
    Asked("GET", "/api/v1/users/{id}", 404, 0.04, 0.004), Asked("POST", "/api/v1/users", 201, 0.06, 0.021),
    Asked("POST", "/api/v1/users", 422, 0.01, 0.006), Asked("PATCH", "/api/v1/users/{id}", 200, 0.07, 0.018),
    Asked("PATCH", "/api/v1/users/{id}", 412, 0.01, 0.008), Asked("GET", "/api/v1/users/export", 200, 0.004, 1.4),
    Asked("POST", "/api/v1/users/imports", 202, 0.002, 0.09),
)
FAILED = tuple(Asked(one.method, one.route, 500, one.share, one.median * 3) for one in ASKED if one.share > 0.05)


class Past:
    """`days` that end at `until`, with a sample of each series every so many seconds."""

    def __init__(self, until: int, days: int, every: int, pods: int = 2) -> None:
        self.until, self.begin, self.every, self.pods = until, until - days * DAY, every, pods
        self._totals: dict[str, float] = {}

    def blocks(self) -> Iterator[range]:
        """Moments, cut as blocks are; to be asked for in their order, since counters go on."""
        for start in range(self.begin - self.begin % BLOCK, self.until, BLOCK):
            first = max(start, self.begin)
            yield range(first + -first % self.every, min(start + BLOCK, self.until), self.every)

    def of_cluster(self, cluster: str, moments: range) -> Iterator[str]:
        """What its Prometheus has of a block, series by series, as OpenMetrics."""
        yield from self._requests(cluster, moments)
        yield from self._recorded(cluster, moments)
        yield from self._pods(cluster, moments)
        yield from self._levels(cluster, moments)
        yield from self._databases(cluster, moments)
        yield from self._platform(cluster, moments)

    def of_both(self, moments: range) -> Iterator[str]:
        """What the rulers of Thanos have."""
        for objective, left in (("availability", 0.86), ("latency", 0.93)):
            labels = {"service": SERVICE, "slo": objective}
            yield from self._gauge("slo:error_budget_left:30d", labels, moments,
                                   lambda t, left=left: left - 0.004 * (t - self.begin) / DAY - 0.11 * self._after_incident(t))

    def _requests(self, cluster: str, moments: range) -> Iterator[str]:
        """As each pod counts them. Shares of buckets change by the hour, which nobody sees, and each is worked out once."""
        name = "http_server_request_duration_seconds"
        for pod, served in self._lives(cluster, moments):
            noise = Random(f"{pod} {moments.start}")
            rates = [self.rate(cluster, t) / self.pods * noise.gauss(1, 0.04) for t in served]
            for one in (*ASKED, *FAILED):
                labels = self._pod(pod) | self._asked(one)
                counts = [rate * self.every * self._share(cluster, t, one) for rate, t in zip(rates, served)]
                means = [one.median * self.slowness(cluster, t) * 1.4 for t in served]
                yield from self._counted(f"{name}_count", labels, served, counts)
                yield from self._counted(f"{name}_sum", labels, served, [n * mean for n, mean in zip(counts, means)])
                for bucket, below in self._buckets(cluster, served, one):
                    yield from self._counted(f"{name}_bucket", labels | {"le": bucket}, served,
                                             [n * below[t // HOUR] for n, t in zip(counts, served)])

    def _recorded(self, cluster: str, moments: range) -> Iterator[str]:
        """The sums of them that reports ask for (observability/alerts/services.yaml)."""
        times = range(moments.start + -moments.start % RECORDED, moments.stop, RECORDED)
        for one in (*ASKED, *FAILED):
            labels = {"namespace": SERVICE} | self._asked(one)
            counts = [self.rate(cluster, t) * RECORDED * self._share(cluster, t, one) for t in times]
            yield from self._lines("service:requests:increase5m", labels, times, counts)
        for one in ASKED:
            labels = {"namespace": SERVICE, "http_request_method": one.method, "http_route": one.route}
            if one.status < 300:
                counts = [self.rate(cluster, t) * RECORDED * self._share(cluster, t, one) for t in times]
                for bucket, below in self._buckets(cluster, times, one):
                    yield from self._lines("service:request_buckets:increase5m", labels | {"le": bucket}, times,
                                           [n * below[t // HOUR] for n, t in zip(counts, times)])

    def _share(self, cluster: str, t: int, one: Asked) -> float:
        return one.share * (self.errors(cluster, t) if one.status >= 500 else 1)

    def _buckets(self, cluster: str, moments: range | list[int], one: Asked) -> Iterator[tuple[str, dict[int, float]]]:
        """Each with the share of requests in it, by the hour."""
        hours = sorted({t // HOUR for t in moments})
        for bucket in (*BUCKETS, math.inf):
            yield "+Inf" if bucket == math.inf else f"{bucket:g}", {
                hour: self._below(bucket, one.median * self.slowness(cluster, hour * HOUR)) for hour in hours}

    @staticmethod
    def _asked(one: Asked) -> dict[str, str]:
        return {"http_request_method": one.method, "http_route": one.route, "http_response_status_code": str(one.status)}

    def _pods(self, cluster: str, moments: range) -> Iterator[str]:
        for pod, served in self._lives(cluster, moments):
            busy = [self.rate(cluster, t) / PEAK for t in served]
            own, container = self._pod(pod), self._pod(pod) | {"container": SERVICE}
            noise = Random(f"{pod} resources {moments.start}")
            values = {
                ("memory_usedHeap_bytes", ""): [(70 + 90 * one + noise.uniform(0, 40)) * 2**20 for one in busy],
                ("memory_maxHeap_bytes", ""): [256.0 * 2**20] * len(busy),
                ("container_memory_working_set_bytes", "container"): [(330 + 60 * one) * 2**20 for one in busy],
                ("connectionpool_inUseConnections", ""): [round(1 + 9 * one + noise.uniform(0, 2)) for one in busy],
            }
            for (name, kind), numbers in values.items():
                yield from self._lines(name, container if kind else own, served, numbers)
            yield from self._gauge("kube_pod_container_resource_limits", container | {"resource": "memory"}, served,
                                   lambda _: 512.0 * 2**20)
            yield from self._counted("container_cpu_usage_seconds_total", container, served,
                                     [self.every * (0.01 + 0.4 * one) for one in busy])
            yield from self._counted("connectionpool_queuedRequests_total", own, served,
                                     [self.every * max(0.0, one - 0.4) for one in busy])

    def _levels(self, cluster: str, moments: range) -> Iterator[str]:
        for objective, promised, least in (("availability", 0.999, 0.0), ("latency", 0.99, 0.0006)):
            labels = {"service": SERVICE, "slo": objective}
            yield from self._gauge("slo:objective:ratio", labels, moments, lambda _, promised=promised: promised)
            yield from self._gauge("slo:requests:rate5m", labels, moments, lambda t: self.rate(cluster, t))
            yield from self._gauge("slo:errors:rate5m", labels, moments,
                                   lambda t, least=least: self.rate(cluster, t) * (self.errors(cluster, t) + least))
        fired = [t for t in moments if cluster == CLUSTERS[0] and self._at(t, INCIDENT) and t > self._moment(INCIDENT[0]) + 120]
        if fired:
            alert = {"alertname": "ServiceLevelBurnsFast", "severity": "critical", "service": SERVICE, "slo": "availability",
                     "owner": SERVICE, "action": "gather-evidence"}
            since = float(self._moment(INCIDENT[0]) + 120)
            yield from self._lines("ALERTS", alert | {"alertstate": "firing"}, fired, [1.0] * len(fired))
            yield from self._lines("ALERTS_FOR_STATE", alert, fired, [since] * len(fired))

    def _databases(self, cluster: str, moments: range) -> Iterator[str]:
        """Backed up each night, and proven each Sunday."""
        database = {"namespace": SERVICE, "pod": f"{SERVICE}-db-1", "job": f"{SERVICE}/{SERVICE}-db"}
        yield from self._gauge("barman_cloud_cloudnative_pg_io_last_available_backup_timestamp", database, moments,
                               lambda t: t - (t - 1.6 * HOUR) % DAY)
        velero = {"schedule": f"{cluster}-daily", "job": "velero/velero"}
        yield from self._gauge("velero_backup_last_successful_timestamp", velero, moments, lambda t: t - (t - 2.1 * HOUR) % DAY)
        yield from self._gauge("recovery_last_proven_restore_timestamp_seconds", {"what": "namespace"}, moments,
                               lambda t: t - (t - 3 * DAY - 4 * HOUR) % (7 * DAY))
        for query, (often, takes) in QUERIES.items():
            labels = database | {"query": query, "usename": f"{SERVICE}_app"}
            calls = [often * self.every * self.rate(cluster, t) / PEAK for t in moments]
            yield from self._counted("cnpg_statements_calls_total", labels, moments, calls)
            yield from self._counted("cnpg_statements_seconds_total", labels, moments,
                                     [n * takes * self.slowness(cluster, t) for n, t in zip(calls, moments)])

    def _platform(self, cluster: str, moments: range) -> Iterator[str]:
        for job in JOBS:
            yield from self._gauge("up", {"job": job, "instance": f"{cluster}-{job}"}, moments, lambda _: 1.0)
        for code, share in (("200", 0.9), ("201", 0.06), ("404", 0.04), ("500", None)):
            yield from self._counted("traefik_entrypoint_requests_total", {"entrypoint": "https", "code": code, "job": "traefik"},
                                     moments, [self.every * self._coded(cluster, t, share) for t in moments])
            yield from self._gauge("route:requests:rate5m", {"route": f"{SERVICE}-{SERVICE}", "code": code}, moments,
                                   lambda t, share=share: self._coded(cluster, t, share))
        for cpu in ("0", "1"):
            for mode, base, with_load in (("idle", 0.8, -0.5), ("user", 0.12, 0.4), ("system", 0.06, 0.1), ("iowait", 0.02, 0.0)):
                yield from self._counted(
                    "node_cpu_seconds_total", {"node": cluster, "cpu": cpu, "mode": mode}, moments,
                    [self.every * (base + with_load * self.rate(cluster, t) / PEAK) for t in moments])
        yield from self._gauge("node_memory_MemTotal_bytes", {"node": cluster}, moments, lambda _: 24.0 * 2**30)
        yield from self._gauge("node_memory_MemAvailable_bytes", {"node": cluster}, moments,
                               lambda t: (13 - 3 * self.rate(cluster, t) / PEAK) * 2**30)
        if cluster == CLUSTERS[0]:
            for number in range(APPLICATIONS):
                yield from self._gauge("argocd_app_info", {"name": f"application-{number}", "sync_status": "Synced",
                                                           "health_status": "Healthy"}, moments, lambda _: 1.0)

    def rate(self, cluster: str, t: float) -> float:
        """Requests a second: by the hour of the day, less on weekends, more from week to week."""
        hour = t % DAY / HOUR
        weekend = 0.45 if (t // DAY + 3) % 7 >= 5 else 1.0
        wave = 0.55 - 0.45 * math.cos((hour - 3) / 24 * 2 * math.pi) + 0.03 * math.sin(t / 977) + 0.02 * math.sin(t / 331)
        return PEAK / 2 * wave * weekend * (0.9 + 0.1 * (t - self.begin) / (7 * DAY)) * (1.04 if cluster == CLUSTERS[0] else 0.96)

    def errors(self, cluster: str, t: float) -> float:
        """Which share of requests fails."""
        return 0.04 if cluster == CLUSTERS[0] and self._at(t, INCIDENT) else 0.00015 + 0.0001 * math.sin(t / 5000) ** 2

    def slowness(self, cluster: str, t: float) -> float:
        """How many times what a request takes while nobody else asks."""
        slow = 1 + 1.5 * self.rate(cluster, t) / PEAK
        if cluster == CLUSTERS[0] and self._at(t, INCIDENT):
            return slow * 4
        return slow * 0.78 if t >= self._moment(FASTER) else slow

    def _coded(self, cluster: str, t: float, share: float | None) -> float:
        return self.rate(cluster, t) * (self.errors(cluster, t) if share is None else share)

    def _after_incident(self, t: float) -> float:
        """0 before it, 1 after it."""
        begun, over = map(self._moment, INCIDENT)
        return min(1.0, max(0.0, (t - begun) / (over - begun)))

    def _moment(self, days: float) -> int:
        return round(self.until + days * DAY)

    def _at(self, t: float, time: tuple[float, float]) -> bool:
        return self._moment(time[0]) <= t < self._moment(time[1])

    def _lives(self, cluster: str, moments: range) -> Iterator[tuple[str, list[int]]]:
        """The pods of each version that served then, and when."""
        begun = [self.begin, *(self._moment(days) for days in RELEASES if self._moment(days) > self.begin)]
        for number, (since, till) in enumerate(zip(begun, [*begun[1:], self.until])):
            if served := [t for t in moments if since <= t < till]:
                for pod in range(self.pods):
                    yield f"{SERVICE}-{cluster}-{number}-{pod}", served

    @staticmethod
    def _pod(pod: str) -> dict[str, str]:
        return {"namespace": SERVICE, "pod": pod, "job": f"{SERVICE}/{SERVICE}"}

    @staticmethod
    def _below(bucket: float, median: float) -> float:
        """Of a log-normal distribution, the share of what takes no longer."""
        return 1.0 if bucket == math.inf else 0.5 * (1 + math.erf((math.log(bucket) - math.log(median)) / (0.8 * math.sqrt(2))))

    def _gauge(self, name: str, labels: dict[str, str], moments: range | list[int],
               value: Callable[[int], float]) -> Iterator[str]:
        yield from self._lines(name, labels, moments, [value(t) for t in moments])

    def _counted(self, name: str, labels: dict[str, str], moments: range | list[int], more: list[float]) -> Iterator[str]:
        """A counter, which goes on from where the block before it ended."""
        key = name + str(labels)
        totals = list(accumulate(more, initial=self._totals.get(key, 0.0)))[1:]
        if totals:
            self._totals[key] = totals[-1]
        yield from self._lines(name, labels, moments, totals)

    @staticmethod
    def _lines(name: str, labels: dict[str, str], moments: range | list[int], values: list[float]) -> Iterator[str]:
        told = ",".join(f'{label}="{text}"' for label, text in labels.items())
        yield "".join([f"{name}{{{told}}} {value:.10g} {t}\n" for t, value in zip(moments, values)])
