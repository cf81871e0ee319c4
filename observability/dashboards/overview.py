"""Both clusters at a glance: is it well, and if not, where."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

BOARD = board("overview", "Overview of both clusters", {
    "Now": [
        number("Clusters seen", "none", 'count(group by (cluster) (up{job="monitoring/prometheus"} == 1))', bad_below=2),
        number("Critical alerts", "none",
               'count(ALERTS{alertstate="firing", severity="critical", cluster=~"$cluster"}) or vector(0)', bad_above=1),
        number("Error budget left, worst", "percentunit", "min(slo:error_budget_left:30d)", bad_below=0.1),
        number("Targets that answer", "percentunit", 'avg by (cluster) (up{cluster=~"$cluster"})', bad_below=0.95),
    ],
    "Users": [
        curves("Requests", "reqps", {
            "{{cluster}}": 'sum by (cluster) (rate(traefik_entrypoint_requests_total{entrypoint="https", cluster=~"$cluster"}'
                           "[$__rate_interval]))"}, stacked=True),
        curves("Answered with a server's error", "percentunit", {
            "{{cluster}} {{route}}": 'sum by (cluster, route) (route:requests:rate5m{code=~"5..", cluster=~"$cluster"}) '
                                     '/ sum by (cluster, route) (route:requests:rate5m{cluster=~"$cluster"})'}),
    ],
    "Clusters": [
        curves("Processors in use", "percentunit", {
            "{{cluster}} {{node}}": '1 - avg by (cluster, node) (rate(node_cpu_seconds_total{mode="idle", node!="", '
                                    'cluster=~"$cluster"}[$__rate_interval]))'}),
        curves("Memory in use", "percentunit", {
            "{{cluster}} {{node}}": '1 - node_memory_MemAvailable_bytes{node!="", cluster=~"$cluster"} '
                                    "/ node_memory_MemTotal_bytes"}),
        listing("What fires", 'group by (cluster, alertname, severity, namespace, service) (ALERTS{alertstate="firing", '
                              'severity!="none", cluster=~"$cluster"})'),
        listing("Applications that are not well", 'group by (name, sync_status, health_status) (argocd_app_info'
                                                  '{sync_status!="Synced"} or argocd_app_info{health_status!="Healthy"})'),
    ],
})
