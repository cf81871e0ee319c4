"""Load from wrk, with the CPU time that each part of the chain spent on it."""

import json
import os
import resource
import subprocess
from statistics import median

from benchmarks import places
from benchmarks.processes import Process, RunFailed, busy_seconds
from benchmarks.rig import Rig
from benchmarks.traefik import host

Round = dict[str, float]


def run(rig: Rig, name: str, service: Process, seconds: float, connections: int = 32, plain: bool = False) -> Round:
    """One round against `GET /` of one service: rates, latencies, errors, and CPU milliseconds a request."""
    chain = {"service": service, "traefik": rig.traefik.process, "postgres": rig.postgres.process}
    before = {part: process.cpu_seconds() for part, process in chain.items()}
    wrk, busy = _wrk_seconds(), busy_seconds()
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--latency", "--timeout", "30s",
         "-H", f"Host: {host(name)}", "-s", places.BENCHMARKS / "wrk.lua", rig.traefik.url(plain) + "/"],
        capture_output=True, text=True, check=False)
    summary = next((line[5:] for line in done.stdout.splitlines() if line.startswith("JSON ")), None)
    if done.returncode or summary is None:
        raise RunFailed(f"wrk failed:\n{done.stdout}{done.stderr}")
    result = json.loads(summary)
    if not result["requests"]:
        raise RunFailed(f"{service.name} answered nothing in {seconds:.0f} s")
    result["requests_per_second"] = result["requests"] / result["seconds"]
    spent = {part: process.cpu_seconds() - before[part] for part, process in chain.items()}
    spent["wrk"] = _wrk_seconds() - wrk
    for part, cpu in spent.items():
        result[f"cpu_{part}_ms"] = 1000 * cpu / result["requests"]
    result["cpu_busy"] = (busy_seconds() - busy) / result["seconds"] / (os.cpu_count() or 1)
    return result


def _wrk_seconds() -> float:
    """CPU time of all children waited for so far; between two calls that is wrk alone."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def warm_up(rig: Rig, name: str, service: Process, seconds: int) -> None:
    """Load until the just-in-time compilers have settled: at least `seconds`, at most twice that."""
    step, spent, last = max(1, seconds // 5), 0, 0.0
    while spent < 2 * seconds:
        rate = run(rig, name, service, step)["requests_per_second"]
        spent += step
        print(f"  warming up {service.name}: {rate:,.0f} requests/s after {spent} s", flush=True)
        if spent >= seconds and rate < last * 1.03:
            return
        last = rate


def medians(rounds: list[Round]) -> Round:
    """The median of each figure; errors are added up, none is lost in a median."""
    return {key: sum(one[key] for one in rounds) if key == "errors" else median(one[key] for one in rounds)
            for key in rounds[0]}
