"""What is left when the making of something is broken off, and what is asked of what does not run."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from lab import builder, root, services, status
from lab.places import Places
from local import virtualenv


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = Places.of({"TWINHARBOR_HOME": str(tmp_path), "TWINHARBOR_CACHE": str(tmp_path / "cache")})
    made.make()
    return made


def test_a_machine_whose_making_was_broken_off_is_made_anew(tmp_path: Path) -> None:
    archive, disk = tmp_path / "root.tar", tmp_path / "east"
    (tmp_path / "file").write_text("content")
    with tarfile.open(archive, "w") as tar:
        tar.add(tmp_path / "file", "file")

    def killed(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        root.unpack(archive, disk, killed)
    assert not disk.exists()
    root.unpack(archive, disk, lambda folder: (folder / "key").write_text("its own") and None)
    assert sorted(path.name for path in disk.iterdir()) == ["file", "key"]


def test_a_password_from_the_environment_needs_no_file(places: Places) -> None:
    assert services.push_password(places, {"TWINHARBOR_REGISTRY_PUSH_PASSWORD": "given"}) == "given"


def test_a_password_that_is_not_given_is_that_of_the_file(places: Places) -> None:
    (places.secrets / "registry-push").write_text("made\n")
    assert services.push_password(places, {}) == "made"


def test_a_cluster_whose_machines_are_down_is_not_looked_for_elsewhere(places: Places) -> None:
    (places.kubeconfigs / "east.yaml").write_text("")
    health = status._cluster(places, "east", runs=False)
    assert not health.well
    assert health.says == "none of its machines runs"


@pytest.mark.parametrize(("bytes_kept", "stays"), [(100, True), (101, False)])
def test_what_go_keeps_between_two_tools_is_bounded(
    places: Places, monkeypatch: pytest.MonkeyPatch, bytes_kept: int, stays: bool
) -> None:
    monkeypatch.setattr(builder, "MOST_KEPT", 100)
    monkeypatch.setattr(builder.Builder, "_compile", lambda *_: None)
    kept = places.cache / "go/build/ab/object"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(bytes(bytes_kept))
    assert builder.Builder(places).make("etcd") == "compiled"
    assert kept.exists() == stays


def test_an_environment_behind_a_link_is_known_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python" / "venv").mkdir(parents=True)
    (tmp_path / "linked").symlink_to(tmp_path / "python")
    monkeypatch.setattr("sys.prefix", str(tmp_path / "linked" / "venv"))
    assert virtualenv.is_current(tmp_path / "linked")
    assert virtualenv.is_current(tmp_path / "python")
