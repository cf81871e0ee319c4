"""From start to ready: with the JDK's class-data cache, without any, and with one of the service's own classes, too."""

from pathlib import Path
from statistics import median

from benchmarks import places
from benchmarks.options import Options
from benchmarks.processes import RunFailed
from benchmarks.rig import Rig, settle
from benchmarks.services import SERVICES

ROWS = 100
# Liberty runs a Java agent; the JVM archives beside one only if told to.
BESIDE_AGENT = ("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent")


def measure(options: Options) -> dict:
    """Alternating starts of every service."""
    runs: dict[str, list[dict[str, float]]] = {}
    with Rig(options.services) as rig:
        rig.fill(ROWS)
        variants: list[tuple[str, str, tuple[str, ...]]] = []
        for name in options.services:
            variants.append((name, name, ()))
            if SERVICES[name].java_options:
                variants.append((f"{name}, no class-data cache", name, ("-Xshare:off",)))
                archive = _archive(rig, name, options.heap)
                variants.append((f"{name}, own class-data cache", name, (*BESIDE_AGENT, f"-XX:SharedArchiveFile={archive}")))
        for number in range(options.starts):
            for label, name, jvm in variants:
                settle()
                with rig.running(name, options.heap, *jvm) as (process, seconds):
                    runs.setdefault(label, []).append({"seconds": seconds, "cpu_seconds": process.cpu_seconds()})
                print(f"  start {number + 1} of {options.starts}: {label:30}{seconds:6.2f} s", flush=True)
    return {"heap_mb": options.heap, "services": {
        label: {key: median(one[key] for one in starts) for key in starts[0]} | {"starts": starts}
        for label, starts in runs.items()}}


def _archive(rig: Rig, name: str, heap: int) -> Path:
    """The classes that one run has loaded by the time it has answered, for the JVM to map next time."""
    archive = places.STATE / f"{name}.jsa"
    archive.unlink(missing_ok=True)
    print(f"  making the class-data cache of {SERVICES[name].title} …", flush=True)
    with rig.running(name, heap, *BESIDE_AGENT, f"-XX:ArchiveClassesAtExit={archive}"):
        rig.users(name)
    if not archive.exists():
        raise RunFailed(f"{name} left no class-data cache")
    return archive
