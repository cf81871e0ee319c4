"""What an image was made of, and by which run, is attached to it."""

from __future__ import annotations

import json
import os

from repository import run

IMAGE = "registry.example/twinharbor/accounts@sha256:" + "0" * 64


def test_an_image_says_what_it_is_made_of_and_by_whom(tmp_path):
    cosign = f'echo "$*" >>{tmp_path}/asked; cp *.json {tmp_path} 2>/dev/null || true'
    for name, does in {"syft": "touch bill.json", "cosign": cosign}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    run("describe-images", IMAGE, REPOSITORY="https://git.example/twinharbor.git", REVISION="abc", RUN="main-1",
        SIGNING_KEY=tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}")
    said = json.loads((tmp_path / "provenance.json").read_text())
    assert said["buildDefinition"]["resolvedDependencies"] == [
        {"uri": "git+https://git.example/twinharbor.git", "digest": {"gitCommit": "abc"}}]
    assert said["runDetails"]["metadata"] == {"invocationId": "main-1"}
    kinds = [line.split("--type ")[1].split()[0] for line in (tmp_path / "asked").read_text().splitlines() if "attest" in line]
    assert kinds == ["slsaprovenance1", "spdxjson"]
