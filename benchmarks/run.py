"""Builds what is compared, runs the experiments, keeps and prints the results."""

import fcntl
import json
import os
import shutil
import time
import traceback
from datetime import datetime, timezone

from benchmarks import auditing, importing, listing, machine, memory, places, report, startup
from benchmarks.options import EXPERIMENTS, Options
from benchmarks.processes import RunFailed
from benchmarks.rounding import rounded
from benchmarks.services import SERVICES

MEASURE = {"list": listing.measure, "import": importing.measure, "startup": startup.measure, "memory": memory.measure,
           "audit": auditing.measure}
NEEDED = {"java": "a JDK 17 or later", "jstat": "a JDK 17 or later, not only its runtime", "wrk": "Debian's package wrk",
          "unshare": "Debian's package util-linux"}


def run(options: Options) -> int:
    """The exit status: 1 if anything did not run; a missed target is a result like any other."""
    if options.experiment == "report":
        results = json.loads(places.RESULTS.read_text())
        print(report.markdown(results))
        report.write_readme(results)
        return 0
    if missing := [f"{command} ({source})" for command, source in NEEDED.items() if not shutil.which(command)]:
        print(f"benchmarks: not found: {'; '.join(missing)}")
        return 1
    places.STATE.mkdir(parents=True, exist_ok=True)
    with (places.STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("benchmarks: another run is under way")
            return 1
        return _measure(options)


def _measure(options: Options) -> int:
    try:
        if not options.no_build:
            _build(options)
    except RunFailed as failure:
        print(f"benchmarks: {failure}")
        return 1
    file = places.RESULTS if options.recorded else places.STATE / "results.json"
    results = json.loads(file.read_text()) if options.recorded and file.exists() else {}
    done, failed = {}, False
    for experiment in EXPERIMENTS if options.experiment == "all" else [options.experiment]:
        print(f"\n{experiment} (load average {os.getloadavg()[0]:.2f})", flush=True)
        begun = time.monotonic()
        try:
            done[experiment] = {"at": datetime.now(timezone.utc).isoformat(timespec="minutes"),
                                "machine": machine.description()} | MEASURE[experiment](options)
        except RunFailed as failure:
            print(f"benchmarks: {experiment}: {failure}", flush=True)
            failed = True
        except Exception:
            traceback.print_exc()
            failed = True
        print(f"  took {time.monotonic() - begun:.0f} s", flush=True)
    if done:
        results |= done
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(rounded(results), indent=1) + "\n")
        if options.recorded:
            report.write_readme(results)
        print("\n" + report.markdown(done))
        print(f"kept in {file.relative_to(places.REPOSITORY)}" + ("" if options.recorded else ", not recorded"))
    return 1 if failed else 0


def _build(options: Options) -> None:
    names = ["accounts"] if options.experiment in ("import", "audit") else options.services
    for name in names:
        print(f"building {SERVICES[name].title} …", flush=True)
        SERVICES[name].build()
    if options.experiment in ("audit", "all"):
        print("building audit …", flush=True)
        auditing.build()
