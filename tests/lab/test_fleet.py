"""What the benchmark with a fleet is told, makes and says; it is not run here."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from types import SimpleNamespace

import pytest
import yaml

from benchmarks.fleet import page, repository, settings
from benchmarks.fleet.__main__ import RECORD
from benchmarks.fleet.options import Options

CPU = dict.fromkeys([*page.COMPONENTS, "simulated clusters"], 10.0)
TIMES = {"cpu_seconds": CPU, "seconds": 100.0, "p50": 50.0, "quiet_seconds": 120.0, "appear_seconds": 5.0}


def run(arm: str, applications: int, *, seconds: float = 100.0, memory: float = 500.0) -> dict:
    times = TIMES | {"seconds": seconds}
    rest = times | {"reconcile_ms": 30.0, "memory_mb": dict.fromkeys(page.COMPONENTS, memory)}
    return {"at": "now", "clusters": 2, "applications": applications, "arm": arm, "shards": 1, "first": times, "rest": rest,
            "release_one": times, "release_all": times, "peak_mb": {}}


def given(**options: object) -> SimpleNamespace:
    return SimpleNamespace(**options)


def test_each_number_of_clusters_has_its_number_of_applications() -> None:
    assert Options.of(given()).sizes == [(2, 10), (20, 100), (100, 1000)]
    assert Options.of(given()).recorded
    assert Options.of(given(clusters=[20], applications=[100], arms=["here"])).recorded
    assert not Options.of(given(clusters=[4], applications=[100])).recorded
    assert not Options.of(given(rest_seconds=30)).recorded


@pytest.mark.parametrize(("options", "said"), [
    ({"clusters": [2, 20]}, "as many numbers of applications"),
    ({"clusters": [3], "applications": [10]}, "not the same number in each of 3"),
    ({"arms": ["fastest"]}, "no such arm: fastest"),
])
def test_what_cannot_be_measured_is_refused(options: dict, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        Options.of(given(**options))


def test_arms_differ_in_what_argo_cd_is_told() -> None:
    here, large, sharded, paths = (settings.of(arm, 4) for arm in ("here", "large", "sharded", "paths"))
    assert here.maps["argocd-cmd-params-cm"].items() < large.maps["argocd-cmd-params-cm"].items()
    assert large.maps == sharded.maps == paths.maps
    assert [one.shards for one in (here, large, sharded, paths)] == [1, 1, 4, 4]
    assert [bool(one.annotations) for one in (here, large, sharded, paths)] == [False, False, False, True]


def test_services_come_by_the_application_set_that_is_in_git() -> None:
    ours = yaml.safe_load(settings.PRODUCTION.read_text())
    made = settings.application_set(settings.of("here", 4))
    assert made["spec"]["generators"] == ours["spec"]["generators"]
    assert made["spec"]["template"]["spec"] == ours["spec"]["template"]["spec"]


def test_a_release_changes_one_file_of_each_cluster_that_gets_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(repository, "PORT", 0)
    with closing(Served(tmp_path)) as served:
        before, after, changed = served.made.release("s000", ["c001"], 1)
        assert changed == ["kustomize/services/s000/overlays/production/c001/kustomization.yaml"]
        assert before != after
        shown = subprocess.run(["git", "-C", tmp_path / "served" / "fleet.git", "rev-parse", "main"], check=True,
                               capture_output=True, text=True).stdout.strip()
        assert shown == after


class Served:
    """Two services in two clusters."""

    def __init__(self, folder) -> None:
        self.made = repository.Repository(folder, ["s000", "s001"], ["c000", "c001"])

    def close(self) -> None:
        self.made.stop()


def test_the_page_compares_each_arm_with_what_clusters_here_have() -> None:
    runs = [run("here", 10), run("sharded", 10, seconds=50.0, memory=250.0), run("sharded", 100, seconds=500.0)]
    found = {"machine": "any", "versions": {"argo-cd": "v1"}, "api_servers": 2, "objects": 8, "runs": runs}
    said = page.markdown(found)
    assert "| 2 | 10 | `sharded` | 2.00x | 2.00x | 1.00x | 2.00x | 1.00x | 2.00x |" in said
    assert "**Extrapolated, not measured.**" in said


def test_the_page_has_what_is_recorded() -> None:
    if RECORD.exists():
        assert page.markdown(json.loads(RECORD.read_text())) in page.DOCUMENT.read_text()
