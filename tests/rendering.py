"""What the overlays come to, as `python3 -m lab render` left it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from lab.rendering import Loader
from local.places import REPOSITORY

RENDERED = REPOSITORY / ".twinharbor" / "rendered"


@cache
def overlays() -> dict[str, list[dict]]:
    """Objects by the overlay's path in the repository, those of all settings."""
    return {str(file.relative_to(RENDERED).with_suffix("")): documents(file) for file in sorted(RENDERED.glob("**/*.yaml"))}


def of_setting(setting: str) -> dict[str, list[dict]]:
    """Variants of it, too, which are called okd-something, and what is alike everywhere."""
    return {overlay: objects for overlay, objects in overlays().items()
            if alike(overlay) or any(part.split("-")[0] == setting for part in Path(overlay).parts)}


def alike(overlay: str) -> bool:
    """Whether it is for all settings, with neither overlay nor cluster of its own."""
    return not {"overlays", "clusters"}.intersection(Path(overlay).parts)


def documents(file: Path) -> list[dict]:
    return [found for found in yaml.load_all(file.read_text(), Loader=Loader) if found]


def called(found: dict) -> str:
    meta = found["metadata"]
    return f"{found['kind']} {meta['namespace']}/{meta['name']}" if "namespace" in meta else f"{found['kind']} {meta['name']}"


def template(one: dict) -> dict | None:
    """Of the pods that an object makes, if it makes some."""
    spec = one.get("spec") or {}
    if one["kind"] in ("Deployment", "StatefulSet", "DaemonSet", "Rollout", "Job"):
        return spec["template"]
    if one["kind"] == "CronJob":
        return spec["jobTemplate"]["spec"]["template"]
    if one["kind"] == "AnalysisTemplate":
        jobs = [metric["provider"]["job"]["spec"]["template"] for metric in spec["metrics"] if "job" in metric["provider"]]
        return jobs[0] if jobs else None
    return None


def running(setting: str) -> list[tuple[str, dict]]:
    """What makes pods there, and a name for it that begins with its overlay."""
    return [(f"{overlay}: {called(one)}", one) for overlay, objects in of_setting(setting).items()
            for one in objects if template(one)]
