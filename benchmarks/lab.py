"""Keeps what the lab's scenarios measured: `make figures` after `make e2e`."""

import argparse
import json
import sys

from benchmarks import hardware, marked, places

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
    kept = {}
    for name, one in new.items():
        if reason := unfit(one["metrics"], record.get(name, {}).get("metrics", {})):
            print(f"not kept: {name}, {reason}")
        else:
            kept[name] = one | {"machine": hardware.short()}
    if not kept:
        print(f"nothing to keep in {MEASURED}: make e2e measures")
        return 1
    record |= kept
    RECORD.write_text(json.dumps(dict(sorted(record.items())), indent=1) + "\n")
    FIGURES.write_text(markdown(record))
    if "faults" in record:
        marked.replace(FAULTS, BEGIN, END, faults(record["faults"]))
    print(f"kept: {', '.join(sorted(kept))}")
    return 0


def unfit(metrics: dict, before: dict) -> str:
    """Why a run is not one to show; empty if it is."""
    passed, recorded = metrics.get("passed", 0), before.get("passed", 0)
    if metrics.get("failed") != 0:
        return "for something failed"
    if not passed:
        return "for nothing was tried"
    # One method of a scenario can be run alone.
    return f"for {passed} of its {recorded} tests were run" if passed < recorded else ""


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


if __name__ == "__main__":
    sys.exit(main())
