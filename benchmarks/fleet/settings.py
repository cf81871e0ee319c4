"""What Argo CD is told: this repository's own settings, in the words of its ConfigMaps."""

from dataclasses import dataclass, field
from functools import cache

import yaml

from benchmarks import places
from benchmarks.fleet.repository import SERVICE
from benchmarks.fleet.tools import tool

OURS = places.REPOSITORY / "kustomize" / "platform" / "argo-cd"
PRODUCTION = places.REPOSITORY / "gitops" / "services" / "production" / "application-set.yaml"
PROJECT = places.REPOSITORY / "gitops" / "projects" / "production.yaml"
PATHS = "argocd.argoproj.io/manifest-generate-paths"
TITLES = {
    "here": "as every cluster here has it",
    "large": "with the settings for large fleets",
    "sharded": "with those, and {shards} shards of the controller",
    "paths": "sharded, and a push refreshes only Applications whose files it changes",
}


@dataclass(frozen=True)
class Settings:
    """ConfigMaps by name, the number of controllers, and what Applications carry."""

    maps: dict[str, dict[str, str]]
    shards: int = 1
    annotations: dict[str, str] = field(default_factory=dict)

    def environment(self, component: str) -> dict[str, str]:
        """What upstream's manifest makes of the ConfigMaps for a component."""
        found = {}
        for variable in _container(component)["env"]:
            asked = variable.get("valueFrom", {}).get("configMapKeyRef", {})
            if asked.get("key") in (known := self.maps.get(asked.get("name"), {})):
                found[variable["name"]] = known[asked["key"]]
        return found


def of(arm: str, shards: int) -> Settings:
    folders = [OURS / "settings"] + ([] if arm == "here" else [OURS / "large-fleet"])
    maps: dict[str, dict[str, str]] = {}
    for file in (folder / name for folder in folders for name in ("settings.yaml", "parameters.yaml")):
        given = yaml.safe_load(file.read_text())
        maps[given["metadata"]["name"]] = maps.get(given["metadata"]["name"], {}) | given["data"]
    # As an Application of gitops/of-cluster has it: its own folder, and what that is made of.
    annotations = {PATHS: ".;../../../base"} if arm == "paths" else {}
    return Settings(maps, 1 if arm in ("here", "large") else shards, annotations)


def application_set(settings: Settings) -> dict:
    """The one that brings services to production, as it is in Git."""
    given = yaml.safe_load(PRODUCTION.read_text())
    given["metadata"]["namespace"] = "argocd"
    given["spec"]["template"]["metadata"]["annotations"] = settings.annotations
    return given


def project() -> dict:
    """For clusters and a repository that are not those of the lab."""
    given = yaml.safe_load(PROJECT.read_text())
    given["metadata"]["namespace"] = "argocd"
    given["spec"] |= {"sourceRepos": ["*"], "destinations": [{"name": "*", "namespace": "*"}]}
    return given


def title(arm: str, shards: int) -> str:
    return TITLES[arm].format(shards=shards)


def objects() -> int:
    """Of each simulated service, as Git has them."""
    return len(yaml.safe_load((SERVICE / "kustomization.yaml").read_text())["resources"])


@cache
def _container(component: str) -> dict:
    text = (tool("argo-cd") / "files" / "manifests" / "install.yaml").read_text()
    for document in text.split("\n---\n"):
        if "\nkind: Deployment\n" in document or "\nkind: StatefulSet\n" in document:
            one = yaml.load(document, Loader=yaml.CSafeLoader)
            if one["metadata"]["name"] == component:
                return one["spec"]["template"]["spec"]["containers"][0]
    raise LookupError(component)
