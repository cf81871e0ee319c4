"""Whose processes are whose."""

from __future__ import annotations

import shutil
from pathlib import Path

from lab import cgroups


def test_a_group_that_ends_while_it_is_looked_at_has_no_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(cgroups, "_hierarchies", lambda: [tmp_path])
    machine = tmp_path / cgroups.PARENT / "east"
    for name in ("one", "other"):
        (machine / name).mkdir(parents=True)
        (machine / name / "cgroup.procs").write_text("1\n")
    read_text = Path.read_text

    def read(file: Path) -> str:
        for group in machine.iterdir():
            if group != file.parent and file.parent != machine:
                shutil.rmtree(group)
        return read_text(file)

    monkeypatch.setattr(Path, "read_text", read)
    assert cgroups.processes("east") == {1}
