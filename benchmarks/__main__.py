"""The command line of the benchmark; it sets up its own Python environment on the first run."""

import argparse
import os
import sys

from benchmarks import places
from benchmarks.options import EXPERIMENTS, Options

EXAMPLES = """\
examples:
  python3 -m benchmarks all                   everything; about an hour; recorded in benchmarks/README.md
  python3 -m benchmarks all --quick           the same in a few minutes, to see that it works; not recorded
  python3 -m benchmarks list --rows 100 --peers quarkus --rounds 3 --seconds 10
                                              accounts against Quarkus alone; not recorded
  python3 -m benchmarks report                print the recorded tables and write them into benchmarks/README.md
"""


def main() -> int:
    options = Options.of(arguments())
    if not places.inside_own_environment():
        os.execv(places.own_python(), [places.own_python(), "-m", "benchmarks", *sys.argv[1:]])
    from benchmarks import run

    return run.run(options)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks", epilog=EXAMPLES,
                                     description=f"{__doc__} A missed target is reported and is no error: "
                                                 "the exit status is 1 only if something did not run.",
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("experiment", choices=[*EXPERIMENTS, "all", "report"],
                        help="list: GET / under load; import: a million users in and out; "
                             "startup: start to ready; memory: at rest and under load; "
                             "audit: from a change to its row in the trail, and searching many rows")
    parser.add_argument("--quick", action="store_true", help="few and short rounds, to see that it works")
    parser.add_argument("--rows", type=int, nargs="+", metavar="N", help="list: users in the answer (1 100 1000)")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help="fastapi, fastapi-ormar, quarkus; none named: no peer")
    parser.add_argument("--no-accounts", action="store_true", help="the peers alone")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement (list 3, startup 5)")
    parser.add_argument("--seconds", type=int, help="length of a round under load (15; memory 30)")
    parser.add_argument("--warm-up", type=int, metavar="SECONDS", help="list: load before the first round (45)")
    parser.add_argument("--users", type=int, help="import: how many (1000000)")
    parser.add_argument("--events", type=int, help="audit: rows that are searched (10000000)")
    parser.add_argument("--heap", type=int, metavar="MB", help="list, startup: -Xmx of each JVM (512)")
    parser.add_argument("--java-options", metavar="OPTIONS", help="list: more options for each JVM, as one argument: "
                                                                  "--java-options=-XX:+UseParallelGC")
    parser.add_argument("--plain", action="store_true", help="list: HTTP instead of HTTPS to Traefik")
    parser.add_argument("--no-build", action="store_true", help="take what was built before")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
