"""A past that never was has what reports and the overview ask for, and is one that could have been."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml
from declared import OBSERVABILITY

from benchmarks import history
from benchmarks.past import BLOCK, CLUSTERS, DAY, HOUR, RELEASES, Past
from local.places import REPOSITORY

UNTIL = 1_796_000_000 // (2 * HOUR) * 2 * HOUR
NAMED = re.compile(r"\b[a-zA-Z][a-zA-Z_:0-9]*(?=[{[])")
SERIES = re.compile(r"^([a-zA-Z_:0-9]+)\{")
REPORT = yaml.safe_load((REPOSITORY / "services/delivery/service/src/main/resources/report.yaml").read_text())
SMALL = {"days": 14, "every": HOUR, "pods": 1}


def made_up(**options):
    past = Past(UNTIL, **(SMALL | options))
    for moments in past.blocks():
        for cluster in CLUSTERS:
            for lines in past.of_cluster(cluster, moments):
                yield cluster, lines
        for lines in past.of_both(moments):
            yield "both", lines


@pytest.fixture(scope="module")
def names():
    return {SERIES.match(lines)[1] for _, lines in made_up()}


def asked_by_reports() -> list[str]:
    def queries(node):
        if isinstance(node, dict):
            return [found for key, one in node.items() if key not in ("name", "unit", "wanted") for found in queries(one)]
        if isinstance(node, list):
            return [found for one in node for found in queries(one)]
        return [node] if isinstance(node, str) else []
    return queries(REPORT)


def asked_by_the_overview() -> list[str]:
    board = json.loads((OBSERVABILITY / "dashboards" / "json" / "overview.json").read_text())
    return [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]


@pytest.mark.parametrize("query", [*asked_by_reports(), *asked_by_the_overview()])
def test_everything_that_is_asked_for_is_made_up(query, names):
    assert set(NAMED.findall(query)) - names == set()


def test_it_is_the_same_whenever_it_is_made_up():
    assert list(made_up(days=2)) == list(made_up(days=2))


def test_counters_never_go_down_and_each_series_goes_on_in_time():
    last: dict[str, tuple[float, int]] = {}
    for cluster, lines in made_up(days=3):
        for line in lines.splitlines():
            series, value, moment = line.rsplit(" ", 2)
            before = last.get(cluster + series)
            last[cluster + series] = float(value), int(moment)
            if before:
                assert int(moment) > before[1], line
                if re.search(r"_(total|count|sum|bucket)\{", series):
                    assert float(value) >= before[0], line


def test_buckets_hold_more_the_larger_they_are():
    ends = {}
    for cluster, lines in made_up(days=1):
        if "_bucket{" in lines:
            series, value, _ = lines.splitlines()[-1].rsplit(" ", 2)
            le = float(re.search(r'le="([^"]+)"', series)[1].replace("+Inf", "inf"))
            ends.setdefault(cluster + re.sub(r',le="[^"]+"', "", series), {})[le] = float(value)
    assert ends
    for buckets in ends.values():
        counts = [buckets[le] for le in sorted(buckets)]
        assert counts == sorted(counts)


def test_it_covers_its_days_in_blocks_that_do_not_overlap():
    blocks = list(Past(UNTIL, **SMALL).blocks())
    assert blocks[0].start == UNTIL - 14 * DAY
    assert blocks[-1].stop == UNTIL
    assert all(one.stop <= other.start and other.start % BLOCK == 0 for one, other in zip(blocks, blocks[1:]))


def test_pods_are_those_of_the_version_that_served():
    pods = {re.search(r'pod="([^"]+)"', lines)[1] for _, lines in made_up() if "memory_usedHeap_bytes" in lines}
    assert len(pods) == len(CLUSTERS) * (len(RELEASES) + 1)


def test_promtool_makes_blocks_of_it(promtool, tmp_path):
    history.write(Past(UNTIL, days=2, every=HOUR, pods=1), tmp_path, promtool)
    for name in history.LABELS:
        blocks = [json.loads(file.read_text()) for file in (tmp_path / name).glob("*/meta.json")]
        assert sum(block["maxTime"] - block["minTime"] for block in blocks) > 44 * HOUR * 1000
        assert all(block["compaction"]["level"] == 1 for block in blocks), "only such are uploaded"
    # It reads none without a log of what is in none yet.
    (tmp_path / "east" / "wal").mkdir()
    told = subprocess.run([promtool, "tsdb", "dump", '--match={__name__="up", job="node"}', tmp_path / "east"],
                          capture_output=True, text=True, check=True).stdout
    assert len(told.splitlines()) == 48
