"""Alerts as they are declared: when they fire, whom they are for, what is done by itself, and where to read on."""

from __future__ import annotations

from docs.reference import markdown
from docs.reference.markdown import block, code, link, table
from tests.observability.declared import those_that

INTRODUCTION = """
What Prometheus or Thanos fires, by the file that declares it. Words in braces are filled in when it does. `action` is what the
[responder](../../services/responder/README.md#the-catalogue) is asked to do, within the limits of its
[catalogue](../../kustomize/services/responder/base/catalogue.yaml); `gather-evidence` changes nothing. All but those of
severity `none` are mailed to operations, some only if no other says the same
([routes](../../kustomize/platform/alertmanager/base/routes.yaml)). Each is seen to fire, and not to, in
[`observability/tests`](../../observability/tests). How one is added: [how-to](../how-to/add-an-alert.md).
"""
RUNBOOKS = "docs/runbooks"


def page() -> str:
    found = those_that("alert")
    listed = table(("alert", "severity", "after", "action"), [
        (f"[{alert['alert']}](#{alert['alert'].lower()})", alert["labels"]["severity"], alert.get("for", "at once"),
         alert["labels"]["action"])
        for alerts in found.values() for alert in sorted(alerts, key=lambda alert: alert["alert"])])
    return markdown.page("Alerts", INTRODUCTION, listed, *(_of_file(file, alerts) for file, alerts in found.items()))


def _of_file(file: str, alerts: list[dict]) -> str:
    parts = ["## " + link(file, file)]
    for alert in alerts:
        labels, says = alert["labels"], alert["annotations"]
        parts += [
            f"### {alert['alert']}",
            table(("severity", "after", "for whom", "action", "runbook"), [(
                labels["severity"], alert.get("for", "at once"), code(labels["owner"]), labels["action"],
                link(alert["alert"], f"{RUNBOOKS}/{alert['alert']}.md"))]),
            block(str(alert["expr"]), "promql"),
            block("\n".join(" ".join(says[name].split()) for name in ("summary", "description")), "text"),
            f"Why so: {says['reason']}."]
    return "\n\n".join(parts)
