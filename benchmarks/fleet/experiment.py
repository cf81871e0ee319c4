"""One size of the fleet with one way of telling Argo CD how to be: all Applications come, rest, and get releases."""

import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.fleet import settings
from benchmarks.fleet.argo_cd import ArgoCd
from benchmarks.fleet.clusters import Fleet
from benchmarks.fleet.options import Options
from benchmarks.fleet.repository import Repository
from benchmarks.fleet.watching import Applications, Deadline, State, Usage


def measure(options: Options, arm: str, clusters: int, applications: int, folder: Path, deadline: Deadline) -> dict:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    services = [f"s{number:03}" for number in range(applications // clusters)]
    told = settings.of(arm, options.shards)
    with ExitStack() as stack:
        fleet = Fleet(folder / "fleet", clusters, options.api_servers)
        stack.callback(fleet.stop)
        names = [one.name for one in fleet.clusters]
        repository = Repository(folder, services, names)
        stack.callback(repository.stop)
        argo_cd = ArgoCd(folder / "argo-cd", fleet, repository, told)
        stack.callback(argo_cd.stop)
        known, usage = Applications(fleet.home), Usage(argo_cd, fleet, applications)
        stack.callback(known.stop)
        stack.callback(usage.stop)
        result = {"clusters": clusters, "applications": applications, "arm": arm, "shards": told.shards,
                  "first": _first(argo_cd, known, usage, applications, deadline),
                  "rest": _rest(usage, options.rest_seconds, deadline)}
        result["pods"] = fleet.pods()
        for what, where in (("one", names[:1]), ("all", names)):
            result[f"release_{what}"] = _release(argo_cd, known, usage, repository, services[0], where, deadline)
        result["peak_mb"] = usage.peak
        result["simulation_mb"] = usage.simulation_mb()
    return result


def _first(argo_cd: ArgoCd, known: Applications, usage: Usage, wanted: int, deadline: Deadline) -> dict:
    """From nothing but the ApplicationSet to everything live."""
    with _used(usage) as used:
        begun = time.monotonic()
        argo_cd.begin()
        known.wait(deadline, "Applications are there", len, wanted)
        appeared = time.monotonic()
        known.wait(deadline, "are live", _live, wanted)
        states = known.states().values()
        usage.wait_until_quiet(deadline)
    done = max(one.since for one in states)
    used |= {"seconds": done - begun, "appear_seconds": appeared - begun} | _percentiles([one.since - one.came for one in states])
    print(f"    the last Application was there after {used['appear_seconds']:.0f} s, all live after {used['seconds']:.0f} s",
          flush=True)
    return used


def _rest(usage: Usage, seconds: float, deadline: Deadline) -> dict:
    """Nothing is asked of it: what looking again at everything costs."""
    with _used(usage) as used:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            deadline.check()
            time.sleep(min(5, max(0.0, end - time.monotonic())))
    used |= {"seconds": seconds, "memory_mb": usage.memory()}
    print(f"    at rest: {used['reconciliations']:,.0f} reconciliations in {seconds:.0f} s, "
          f"controllers {used['memory_mb']['application-controller']:,.0f} MB", flush=True)
    return used


def _release(argo_cd: ArgoCd, known: Applications, usage: Usage, repository: Repository, service: str, clusters: list[str],
             deadline: Deadline) -> dict:
    """A push gives one service another image in these clusters: until it is live there, and until nothing is left to do."""
    wanted = {f"{service}-production-{cluster}" for cluster in clusters}
    before, after, changed = repository.release(service, clusters, len(clusters))

    def there(states: dict[str, State]) -> int:
        return sum(states[name].live and states[name].brought == after for name in wanted)

    with _used(usage) as used:
        begun = time.monotonic()
        argo_cd.hear_of(repository, before, after, changed)
        known.wait(deadline, "have the release", there, len(wanted))
        states = known.states()
        quiet = usage.wait_until_quiet(deadline)
    times = [states[name].since - begun for name in wanted]
    used |= {"applications": len(wanted), "seconds": max(times), "quiet_seconds": max(quiet - begun, *times, 0.0)}
    used |= _percentiles(times)
    print(f"    a release to {len(wanted):,} of the Applications: live after {used['seconds']:.1f} s, "
          f"all looked at after {used['quiet_seconds']:.0f} s", flush=True)
    return used


@contextmanager
def _used(usage: Usage) -> Iterator[dict]:
    """Fills in, at the end, the processor's time and the reconciliations in between."""
    cpu, counters, used = usage.cpu(), usage.counters(), {}
    yield used
    now = usage.counters()
    used["cpu_seconds"] = {name: value - cpu[name] for name, value in usage.cpu().items()}
    used["reconciliations"] = now["reconciliations"] - counters["reconciliations"]
    used["reconcile_ms"] = 1000 * (now["reconciling_seconds"] - counters["reconciling_seconds"]) / max(1, used["reconciliations"])


def _live(states: dict[str, State]) -> int:
    return sum(one.live for one in states.values())


def _percentiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"p50": statistics.median(ordered), "p95": ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]}
