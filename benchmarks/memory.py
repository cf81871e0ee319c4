"""Memory of each service as the kernel counts it: at rest, and under load."""

import threading

from benchmarks import wrk
from benchmarks.options import Options
from benchmarks.processes import Process
from benchmarks.rig import Rig, settle
from benchmarks.services import SERVICES

ROWS = 100
HEAPS = (256, 512)


def measure(options: Options) -> dict:
    """One service at a time, nothing else running."""
    result = {}
    with Rig(options.services) as rig:
        rig.fill(ROWS)
        for name in options.services:
            for heap in HEAPS if SERVICES[name].java_options else (0,):
                label = f"{name}, -Xmx{heap}m" if heap else name
                with rig.running(name, heap) as (process, _):
                    result[label] = _one(rig, name, process, options)
                print(f"  {label:30} at rest {result[label]['rest_mb']:5.0f} MB, "
                      f"under load at most {result[label]['load_mb']:5.0f} MB", flush=True)
    return {"load_seconds": options.memory_seconds, "services": result}


def _one(rig: Rig, name: str, process: Process, options: Options) -> dict[str, float]:
    settle(min(10, options.memory_seconds))
    rest, most, over = process.memory_mb(), 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(1):
            most = max(most, process.memory_mb())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    load = wrk.run(rig, name, process, options.memory_seconds)
    over.set()
    watcher.join()
    return {"rest_mb": rest, "load_mb": most, "requests_per_second": load["requests_per_second"], "errors": load["errors"]}
