"""What is recorded and alerted, wherever it is declared."""

from __future__ import annotations

import yaml

from local.places import REPOSITORY

OBSERVABILITY = REPOSITORY / "observability"


def rules() -> dict[str, list[dict]]:
    """Groups of rules, by file."""
    files = [*OBSERVABILITY.glob("alerts/*.yaml"), *OBSERVABILITY.glob("both-clusters/*.yaml"),
             *REPOSITORY.glob("kustomize/services/*/production/service-levels.yaml"),
             *REPOSITORY.glob("kustomize/platform/**/alerts.yaml"), *REPOSITORY.glob("velero/*/alerts.yaml")]
    read = {str(file.relative_to(REPOSITORY)): yaml.safe_load(file.read_text()) for file in sorted(files)}
    return {file: content["spec"]["groups"] for file, content in read.items()
            if content["kind"] == "PrometheusRule"}


def alerts() -> list[dict]:
    return [rule for groups in rules().values() for group in groups for rule in group["rules"] if "alert" in rule]
