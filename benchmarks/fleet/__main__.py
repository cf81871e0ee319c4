"""Measures Argo CD with a simulated fleet; sets up its own Python environment and the lab's tools on the first run."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

from benchmarks import hardware, places
from benchmarks.fleet.options import ARMS, Options, numbers

STATE = places.STATE / "fleet"
RECORD = places.BENCHMARKS / "results" / "fleet.json"
REQUIREMENTS = Path(__file__).parent / "requirements.txt"
INSIDE = "TWINHARBOR_FLEET_INSIDE"
NEEDED = {"redis-server": "redis-server", "git": "git", "unshare": "util-linux", "ip": "iproute2", "openssl": "openssl"}
EXAMPLES = """\
examples:
  python3 -m benchmarks.fleet                  everything, some hours; recorded in docs/fleet.md
  python3 -m benchmarks.fleet --clusters 100 --applications 1000 --arms here
                                               one row of it
  python3 -m benchmarks.fleet --clusters 2 --applications 10 --arms here --rest-seconds 30
                                               some minutes, to see that it works; not recorded
  python3 -m benchmarks.fleet --report         docs/fleet.md anew from what is recorded
"""


def main() -> int:
    given = arguments()
    options = Options.of(given)
    python = places.environment("fleet", REQUIREMENTS) / "bin" / "python"
    if Path(sys.prefix) != STATE.parent / "python" / "fleet":
        os.execv(python, [python, "-m", "benchmarks.fleet", *sys.argv[1:]])
    from benchmarks.fleet import page, tools

    if given.report:
        page.write(json.loads(RECORD.read_text()))
        return 0
    if INSIDE not in os.environ:
        if missing := [f"{one} (Debian's package {package})" for one, package in NEEDED.items() if not shutil.which(one)]:
            print(f"fleet: not found: {', '.join(missing)}")
            return 1
        tools.make()
        _go_inside()
    # As the first process here it would heed neither by itself; who started it in the background has no use for the one.
    for one in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(one) != signal.SIG_IGN:
            signal.signal(one, signal.default_int_handler)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    return run(options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.fleet", description=__doc__, epilog=EXAMPLES,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clusters", type=numbers, metavar="N,…", help="how many clusters: 2,20,100")
    parser.add_argument("--applications", type=numbers, metavar="N,…", help="in all, for each number of clusters: 10,100,1000")
    parser.add_argument("--arms", type=lambda text: text.split(","), metavar="NAME,…", help=f"of {', '.join(ARMS)}")
    parser.add_argument("--shards", type=int, help="of the controller, where it has more than one (4)")
    parser.add_argument("--api-servers", type=int, help="that stand for the clusters, a quarter of a gigabyte each (2)")
    parser.add_argument("--rest-seconds", type=int, metavar="N", help="how long it is looked at while nothing happens (120)")
    parser.add_argument("--minutes", type=int, help="after which it gives up; what was measured is kept (240)")
    parser.add_argument("--report", action="store_true", help="measure nothing, write docs/fleet.md anew")
    return parser.parse_args()


def run(options: Options) -> int:
    """What is measured is kept at once, in place of what was there of it: whoever breaks it off has the rest."""
    from benchmarks.fleet import page, settings, tools
    from benchmarks.fleet.experiment import measure
    from benchmarks.fleet.watching import Deadline
    from benchmarks.processes import RunFailed
    from benchmarks.rounding import rounded

    STATE.mkdir(parents=True, exist_ok=True)
    file = RECORD if options.recorded else STATE / "results.json"
    found = {"machine": hardware.short(), "versions": tools.versions(), "api_servers": options.api_servers,
             "objects": settings.objects()}
    before = json.loads(file.read_text()) if options.recorded and file.exists() else {}
    # Of another machine, or of other programs, it is nothing to be compared with.
    runs = {named(one): one for one in before.pop("runs", []) if before == found}
    deadline, failed = Deadline(options.minutes), False
    for clusters, applications in options.sizes:
        for arm in options.arms:
            print(f"\n{clusters:,} clusters, {applications:,} Applications, {settings.title(arm, options.shards)} "
                  f"(load average {os.getloadavg()[0]:.2f})", flush=True)
            begun = time.monotonic()
            try:
                at = datetime.now(timezone.utc).isoformat(timespec="minutes")
                one = {"at": at} | measure(options, arm, clusters, applications, STATE / "run", deadline)
                runs[named(one)] = rounded(one)
            except (RunFailed, AssertionError) as failure:
                print(f"fleet: {failure}", flush=True)
                failed = True
            print(f"  took {time.monotonic() - begun:.0f} s", flush=True)
            if runs:
                found["runs"] = [one for _, one in sorted(runs.items())]
                file.write_text(json.dumps(found, indent=1) + "\n")
                if options.recorded:
                    page.write(found)
    if not runs:
        return 1
    print("\n" + page.markdown(found))
    print(f"kept in {file.relative_to(places.REPOSITORY)}" + ("" if options.recorded else ", not recorded"))
    return 1 if failed else 0


def named(one: dict) -> tuple[int, int, int]:
    return one["clusters"], one["applications"], ARMS.index(one["arm"])


def _go_inside() -> None:
    """Into a network and a list of processes of its own: no port is anybody else's, and nothing outlives it."""
    own = ["unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
    os.execvpe("unshare", [*own, sys.executable, "-m", "benchmarks.fleet", *sys.argv[1:]], os.environ | {INSIDE: "yes"})


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("fleet: broken off; what was measured is kept")
