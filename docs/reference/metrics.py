"""What services measure of themselves, what of their server is asked for, and what rules make of both."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docs.reference import markdown
from docs.reference.markdown import block, code, link, sentence, table
from docs.reference.settings import SERVICES
from local.places import REPOSITORY
from tests.observability.declared import rules, those_that

REGISTERED = re.compile(r'(timer|counter|gauge|show)\(\s*(?:named\(|metadata\(|subject, )"([\w.]+)",\s*"([^"]+)"\)?(.*?);', re.S)
# What Open Liberty's features measure by themselves, by how it begins.
SERVERS = {"http_server_request_duration": "requests by route, method and answer",
           "connectionpool_": "pools of connections to the database", "memory_": "the heap", "gc_": "the collector",
           "cpu_": "the processor", "threadpool_": "the threads that requests run on",
           "ft_": "retries, timeouts and circuit breakers (MicroProfile Fault Tolerance)"}
NAME = re.compile(r"\b[a-zA-Z_][a-zA-Z0-9_]*\b")
INTRODUCTION = """
Services tell of themselves at `/metrics`, in Prometheus' format, to Prometheus alone. The names are those by which Prometheus
has them. How to look at them: `https://thanos.twinharbor.test`, or [dashboards](../how-to/add-a-panel.md); what fires because
of them: [alerts](alerts.md).
"""


@cache
def own(service: str) -> dict[str, tuple[str, str]]:
    """By name: what kind, and what it says."""
    found = {}
    for file in sorted((REPOSITORY / "services" / service / "service/src/main/java").rglob("*.java")):
        for made, name, says, more in REGISTERED.findall(file.read_text()):
            kind = {"show": "gauge", "timer": "histogram"}.get(made, made)
            unit = "_seconds" if kind == "histogram" or "MetricUnits.SECONDS" in more else ""
            found[name.replace(".", "_") + unit + ("_total" if kind == "counter" else "")] = (kind, says)
    return found


def page() -> str:
    return markdown.page("Metrics and recording rules", INTRODUCTION, "## Of services",
                         *(_of_service(service) for service in SERVICES if own(service)), _of_servers(), _recorded())


def _of_service(service: str) -> str:
    rows = ((code(name), kind, sentence(says)) for name, (kind, says) in own(service).items())
    return f"### {service}\n\n" + table(("metric", "kind", "what it says"), rows)


def _of_servers() -> str:
    asked = defaultdict(set)
    for file, text in _asking():
        for name in NAME.findall(text):
            if name.startswith(tuple(SERVERS)):
                asked[name].add(file)
    rows = [(code(name), next(says for start, says in SERVERS.items() if name.startswith(start)),
             ", ".join(link(Path(file).stem, file) for file in sorted(files))) for name, files in sorted(asked.items())]
    return ("### Of their server\n\nOpen Liberty measures more than these, which are what rules, measurements of releases, "
            "dashboards and reports ask for.\n\n" + table(("metric", "of", "asked for by"), rows))


def _asking() -> Iterator[tuple[str, str]]:
    """Files with expressions, and these."""
    for file, groups in rules().items():
        yield file, "\n".join(str(rule["expr"]) for group in groups for rule in group["rules"])
    for file in sorted(REPOSITORY.glob("observability/dashboards/json/*.json")):
        panels = json.loads(file.read_text())["panels"]
        yield str(file.relative_to(REPOSITORY)), "\n".join(
            target["expr"] for panel in panels for target in panel.get("targets", ()))
    for name in ("kustomize/components/release-analysis/measurements.yaml", "kustomize/services/responder/base/catalogue.yaml",
                 "services/delivery/service/src/main/resources/report.yaml"):
        yield name, (REPOSITORY / name).read_text()


def _recorded() -> str:
    parts = ["## Recorded", "What several ask for is worked out once: for each cluster by its Prometheus, for both by "
             + link("Thanos", "docs/adr/0028-rules-run-in-prometheus-unless-they-need-both-clusters.md") + " (`both-clusters`)."]
    for file, found in those_that("record").items():
        parts.append("### " + link(file, file))
        for rule, why in zip(found, comments(file)):
            labels = ", ".join(f'{name}="{value}"' for name, value in rule.get("labels", {}).items())
            parts.append(code(rule["record"] + (f"{{{labels}}}" if labels else "")) + (f": {why}" if why else ""))
            parts.append(block(str(rule["expr"]), "promql"))
    return "\n\n".join(parts)


def comments(file: str) -> list[str]:
    """The words before each rule that records."""
    found = re.findall(r"((?:^ *# .*\n)*) *- record: ", (REPOSITORY / file).read_text(), re.M)
    return [" ".join(line.strip().lstrip("# ") for line in words.splitlines()) for words in found]
