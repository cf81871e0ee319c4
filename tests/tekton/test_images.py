"""A Containerfile says the same to buildah and to pipelines."""

from __future__ import annotations

import json
import os
import re

import pytest
from repository import SCRIPTS, run, start

from lab import releases
from local.places import REPOSITORY

SERVICES = REPOSITORY / "services"
CONTAINERFILES = sorted(file for depth in ("*", "*/*") for file in SERVICES.glob(f"{depth}/Containerfile"))


def test_settings_are_options_of_crane(tmp_path):
    file = tmp_path / "Containerfile"
    file.write_text("ARG BASE\nFROM ${BASE}\n# What for\nENV A=1 \\\n    # and this\n    B=/b/c\nUSER 0\nRUN a && \\\n    b\n"
                    'EXPOSE 80 443\nUSER 1001:0\nENTRYPOINT ["a", "b"]\nCMD ["c"]\n')
    assert run("image-settings", str(file)).split("\n") == [
        "--env=A=1", "--env=B=/b/c", "--exposed-ports=80,443", "--entrypoint=a,b", "--cmd=c", "--user=1001:0", ""]


@pytest.mark.parametrize(("line", "said"), [
    ("HEALTHCHECK CMD true", "pipelines do not know HEALTHCHECK"),
    ('ENV A="b c"', "a value of ENV that needs a shell"),
    ("ENV A=$B", "a value of ENV that needs a shell"),
])
def test_what_pipelines_would_do_otherwise_is_refused(tmp_path, line, said):
    file = tmp_path / "Containerfile"
    file.write_text(f"FROM base\n{line}\nUSER 1001\n")
    process = start("image-settings", str(file))
    output, _ = process.communicate(timeout=10)
    assert process.returncode == 1
    assert said in output


@pytest.mark.parametrize("file", CONTAINERFILES, ids=lambda file: str(file.parent.relative_to(SERVICES)))
def test_an_image_of_a_service_is_made_by_its_install_script_alone(file):
    """All else that a Containerfile did with files, pipelines would not."""
    lines = [line.split(" ", 1) for line in file.read_text().splitlines()]
    assert [rest for word, rest in filter(lambda line: len(line) == 2, lines) if word in ("ADD", "COPY")] == ["image/root/ /"]
    assert [rest.split(" && ")[0] for word, rest in filter(lambda line: len(line) == 2, lines) if word == "RUN"] == [
        "--mount=type=bind,target=/service /service/image/install /service"]
    assert run("image-settings", str(file))


def test_an_image_is_pushed_once_for_what_was_pushed_on_the_way_would_never_be_deleted(tmp_path):
    containerfile = tmp_path / "source" / "services" / "accounts" / "acceptance" / "Containerfile"
    containerfile.parent.mkdir(parents=True)
    containerfile.write_text("FROM base\nENV A=1\nUSER 1001\n")
    crane = tmp_path / "crane"
    crane.write_text('#!/bin/sh\necho "$@" >&2\necho registry/accounts-acceptance@sha256:1\n')
    crane.chmod(0o755)
    output = run("push-images", "accounts/acceptance", SOURCE=tmp_path / "source", LAYERS="/layers",
                 BASE="registry/base@sha256:0", REPOSITORY="https://git/a.git", REVISION="abc", REGISTRY="registry",
                 PUBLISHED=tmp_path / "published", RESULT=tmp_path / "result", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert output.splitlines() == [
        "mutate registry/base@sha256:0 --append /layers/accounts-acceptance.tar --tag registry/accounts-acceptance:abc"
        " --label org.opencontainers.image.revision=abc --label org.opencontainers.image.source=https://git/a.git"
        " --env=A=1 --user=1001", "registry/accounts-acceptance@sha256:1"]
    assert (tmp_path / "published").read_text() == "registry/accounts-acceptance@sha256:1\n"
    assert json.loads((tmp_path / "result").read_text()) == ["registry/accounts-acceptance@sha256:1"]


def test_each_image_of_a_service_is_in_staging_and_among_those_that_the_lab_begins_with():
    names = {str(file.parent.relative_to(SERVICES)).replace("/", "-") for file in CONTAINERFILES}
    # What the console is tried with is no service's.
    in_staging = {release.image for release in releases.read(REPOSITORY) if release.file.parent.name == "staging"}
    assert in_staging == {*names, "traffic"}
    [made] = re.findall("^ours := (.*)$", (REPOSITORY / "images" / "images.mk").read_text(), re.MULTILINE)
    assert names <= set(made.split())


def test_scripts_are_short():
    assert all(len(script.read_text().splitlines()) < 100 for script in SCRIPTS.iterdir())
