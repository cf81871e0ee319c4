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


def those_that(do: str) -> dict[str, list[dict]]:
    """Rules that alert, or record, by the files that have such."""
    return {file: found for file, groups in rules().items()
            if (found := [rule for group in groups for rule in group["rules"] if do in rule])}


def alerts() -> list[dict]:
    return [rule for found in those_that("alert").values() for rule in found]
