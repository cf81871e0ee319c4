"""Gives the lab a past that never was: two weeks of metrics, so that reports and dashboards have something to compare."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.past import BLOCK, CLUSTERS, HOUR, Past
from lab.builder import Builder
from lab.places import LAB, Places
from local import virtualenv
from local.failure import Failure
from local.screen import say

MARK = "history"
"""By which blocks of it are told from those that were measured: Thanos leaves this label out of its answers."""
BOTH = "both"
LABELS = {**{cluster: {"cluster": cluster, "prometheus": "monitoring/platform", "prometheus_replica": MARK}
             for cluster in CLUSTERS}, BOTH: {"ruler": MARK}}
OURS = f"""\
- action: keep
  source_labels: [prometheus_replica, ruler]
  regex: {MARK};|;{MARK}
"""
DESCRIPTION = f"""\
{__doc__} It is written as blocks and put into the lab's
bucket, beside what was measured; what was put there before goes. It ends when the last even hour did, and is the same for
the same end. Thanos finds it within five minutes. Error budgets, which are counted over 30 days, count it, too. The lab's
compactor keeps three days: what is older it takes away in a day or two, and --remove at once."""


def main() -> int:
    given = arguments()
    places = Places.of()
    places.make()
    virtualenv.enter("benchmarks.history", LAB / "requirements.txt", places.python)
    try:
        return run(given, places)
    except Failure as failure:
        say(f"history: {failure}")
        return 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks.history", description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=14, help="how long it is (%(default)s, for reports that compare weeks)")
    parser.add_argument("--every", type=int, default=30, metavar="SECONDS", help="between samples (%(default)s, as there)")
    parser.add_argument("--pods", type=int, default=2, help="of accounts in each cluster, each with 400 series (%(default)s)")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="only write the blocks: east, west, both (what rulers have)")
    parser.add_argument("--remove", action="store_true", help="only take away what is in the bucket")
    return parser.parse_args()


def run(given: argparse.Namespace, places: Places) -> int:
    if given.into:
        write(Past(end(), given.days, given.every, given.pods), given.into, program(places, "prometheus", "promtool"))
        return 0
    bucket = Bucket(places)
    say(f"{bucket.remove()} blocks of an earlier one are taken away")
    if not given.remove:
        with tempfile.TemporaryDirectory(dir=places.home) as folder:
            write(Past(end(), given.days, given.every, given.pods), Path(folder), program(places, "prometheus", "promtool"))
            say(f"{bucket.upload(Path(folder))} blocks are in the bucket")
    return 0


def end() -> int:
    now = int(time.time())
    return now - now % (2 * HOUR)


def program(places: Places, tool: str, name: str) -> Path:
    builder = Builder(places)
    builder.make(tool)
    return builder.outcome(tool) / "bin" / name


def write(past: Past, folder: Path, promtool: Path) -> None:
    """A folder of blocks for each cluster, and one for what is of both."""
    blocks = list(past.blocks())
    for number, moments in enumerate(blocks, start=1):
        for name in LABELS:
            samples = past.of_both(moments) if name == BOTH else past.of_cluster(name, moments)
            _block(samples, folder / name, promtool)
        say(f"  {number} of {len(blocks)}", end="\n" if number == len(blocks) else "\r")


def _block(samples: Iterator[str], folder: Path, promtool: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", dir=folder.parent) as text:
        text.writelines(samples)
        text.write("# EOF\n")
        text.flush()
        _run([promtool, "tsdb", "create-blocks-from", "openmetrics", f"--max-block-duration={BLOCK // HOUR}h", "--quiet",
              text.name, folder])


class Bucket:
    """The lab's bucket of blocks, as Thanos' own tool changes it."""

    def __init__(self, places: Places) -> None:
        from lab import inventory, sealing

        if not places.authority.exists():
            raise Failure("there is no lab here: make lab makes one, and --into writes blocks for any Thanos.")
        self._thanos = program(places, "thanos", "thanos")
        home = inventory.read(places).argo_cd
        listed = {f"{secret.namespace}/{secret.name}": secret for secret in sealing.wanted(CLUSTERS)}
        told = sealing.value(places, home, listed["monitoring/object-storage"], "objstore.yml")
        self._config = told.replace("/etc/ssl/lab/ca.pem", str(places.authority))

    def upload(self, folder: Path) -> int:
        """Those of it are not to be put together: nobody else's memory is spent on them."""
        ids = []
        for name, labels in LABELS.items():
            self._ask("upload-blocks", f"--path={folder / name}", *(f'--label={key}="{text}"' for key, text in labels.items()))
            # What it has written down of the upload is no block.
            ids += [block.name for block in (folder / name).iterdir() if (block / "meta.json").exists()]
            shutil.rmtree(folder / name)
        self._mark("no-compact-mark.json", ids)
        return len(ids)

    def remove(self) -> int:
        said, blocks = self._ask("ls", "--output=json", f"--selector.relabel-config={OURS}"), []
        while said := said.strip():
            one, read = json.JSONDecoder().raw_decode(said)
            blocks.append(one["ulid"])
            said = said[read:]
        if blocks:
            self._mark("deletion-mark.json", blocks)
            self._ask("cleanup", "--delete-delay=0s", "--consistency-delay=0s", f"--selector.relabel-config={OURS}")
        return len(blocks)

    def _mark(self, marker: str, blocks: list[str]) -> None:
        self._ask("mark", f"--marker={marker}", "--details=a past that never was", *(f"--id={block}" for block in blocks))

    def _ask(self, what: str, *more: str) -> str:
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as config:
            config.write(self._config)
            config.flush()
            return _run([self._thanos, "tools", "bucket", what, f"--objstore.config-file={config.name}", *more])


def _run(command: list[str | Path]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"{' '.join(map(str, command[:4]))} failed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
