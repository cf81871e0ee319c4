"""Keeps what the lab's scenarios measured: `make figures` after `make e2e`."""

import argparse
import json
import sys

from benchmarks import hardware, places

MEASURED = places.REPOSITORY / ".twinharbor" / "e2e"
RECORD = places.BENCHMARKS / "results" / "lab.json"
FIGURES = places.BENCHMARKS / "lab.md"
FAULTS = places.REPOSITORY / "docs" / "faults.md"
BEGIN, END = "<!-- figures: written by `make figures`, not by hand -->", "<!-- end of figures -->"
HEAD = """\
# What the lab's scenarios measured

Written by `make figures` from the last [`make e2e`](../README.md) in which each scenario passed.
Names of metrics are those of the [scenarios](../tests/e2e/src/test/java/io/twinharbor/e2e).
"""


def main() -> int:
    argparse.ArgumentParser(prog="python3 -m benchmarks.lab", description=__doc__).parse_args()
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    new = {file.stem: json.loads(file.read_text()) for file in sorted(MEASURED.glob("*.json"))}
    passed = {name: one | {"machine": hardware.short()} for name, one in new.items() if one["metrics"].get("failed") == 0}
    if failed := sorted(new.keys() - passed.keys()):
        print(f"not kept, for something failed: {', '.join(failed)}")
    if not passed:
        print(f"nothing was measured in {MEASURED}: make e2e measures")
        return 1
    record |= passed
    RECORD.write_text(json.dumps(dict(sorted(record.items())), indent=1) + "\n")
    FIGURES.write_text(markdown(record))
    if "faults" in record:
        FAULTS.write_text(between(FAULTS.read_text(), faults(record["faults"])))
    print(f"kept: {', '.join(sorted(passed))}")
    return 0


def markdown(record: dict) -> str:
    lines = [HEAD]
    for scenario, one in sorted(record.items()):
        lines += [f"## {scenario}", "", about(one), "", "| metric | |", "| --- | ---: |"]
        lines += [f"| {metric} | {value:,} |" for metric, value in sorted(one["metrics"].items())] + [""]
    return "\n".join(lines)


def about(one: dict) -> str:
    return f"{one['at']}, commit {one['commit'][:10]}; {one['machine']}."


def faults(one: dict) -> str:
    """One row for each fault: what clients saw of it."""
    metrics = one["metrics"]
    names = [metric.removesuffix("_writes_lost") for metric in metrics if metric.endswith("_writes_lost")]
    lines = [about(one), "", "| fault | reads failed | for | writes failed | for | writes lost |",
             "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for name in sorted(names):
        def of(what: str, name: str = name) -> float:
            return metrics[f"{name}_{what}"]

        lines.append(f"| {name.replace('_', ' ')} | {of('reads_failed')} of {of('reads'):,} | {of('reads_window_seconds')} s "
                     f"| {of('writes_failed')} of {of('writes'):,} | {of('writes_window_seconds')} s | {of('writes_lost')} |")
    return "\n".join(lines)


def between(text: str, figures: str) -> str:
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    sys.exit(main())
