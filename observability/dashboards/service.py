"""One service: what its users get (rate, errors, duration), what it uses of what it has, and when releases came."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, number

REQUESTS = 'namespace="$service", cluster=~"$cluster", http_route!~"/(health|metrics).*"'
PODS = 'namespace="$service", cluster=~"$cluster"'


def quantile(share: float) -> str:
    return (f"histogram_quantile({share}, sum by (cluster, le) (rate(http_server_request_duration_seconds_bucket{{{REQUESTS}}}"
            "[$__rate_interval])))")


BOARD = board("service", "A service", {
    "What it promised": [
        number("Availability: error budget left", "percentunit",
               'slo:error_budget_left:30d{service="$service", slo="availability"}', bad_below=0.1),
        number("Latency: error budget left", "percentunit",
               'slo:error_budget_left:30d{service="$service", slo="latency"}', bad_below=0.1),
        number("Availability: burn rate of an hour", "none",
               'slo:burn_rate:1h{service="$service", slo="availability", cluster=~"$cluster"}', bad_above=14.4),
        number("Latency: burn rate of an hour", "none",
               'slo:burn_rate:1h{service="$service", slo="latency", cluster=~"$cluster"}', bad_above=14.4),
    ],
    "What users get": [
        curves("Requests", "reqps", {
            "{{cluster}} {{http_request_method}} {{http_route}}":
                "sum by (cluster, http_request_method, http_route) (rate(http_server_request_duration_seconds_count"
                f"{{{REQUESTS}}}[$__rate_interval]))"}, stacked=True),
        curves("Answers", "reqps", {
            "{{http_response_status_code}}": "sum by (http_response_status_code) (rate(http_server_request_duration_seconds_count"
                                             f"{{{REQUESTS}}}[$__rate_interval]))"}),
        curves("Duration", "s", {"{{cluster}} half": quantile(0.5), "{{cluster}} 95 %": quantile(0.95),
                                 "{{cluster}} 99 %": quantile(0.99)}),
        curves("Burn rates", "none", {
            "{{cluster}} {{slo}} 5 min": 'slo:burn_rate:5m{service="$service", cluster=~"$cluster"}',
            "{{cluster}} {{slo}} 1 h": 'slo:burn_rate:1h{service="$service", cluster=~"$cluster"}'}),
    ],
    "What it uses": [
        curves("Processors", "none", {
            "{{cluster}} {{pod}}": "sum by (cluster, pod) (rate(container_cpu_usage_seconds_total"
                                   f'{{{PODS}, container="$service"}}[$__rate_interval]))'}),
        curves("Memory of the limit", "percentunit", {
            "{{cluster}} {{pod}}": "sum by (cluster, pod) (container_memory_working_set_bytes"
                                   f'{{{PODS}, container="$service"}}) / sum by (cluster, pod) '
                                   f'(kube_pod_container_resource_limits{{{PODS}, resource="memory"}})'}),
        curves("Heap in use", "percentunit", {
            "{{cluster}} {{pod}}": f"sum by (cluster, pod) (memory_usedHeap_bytes{{{PODS}}}) "
                                   f"/ sum by (cluster, pod) (memory_maxHeap_bytes{{{PODS}}})"}),
        curves("Database connections", "none", {
            "{{cluster}} {{pod}} {{datasource}} in use": f"connectionpool_managedConnections{{{PODS}}} "
                                                         f"- connectionpool_freeConnections{{{PODS}}}",
            "{{cluster}} {{pod}} {{datasource}} waiting a second": "rate(connectionpool_queuedRequests_total"
                                                                   f"{{{PODS}}}[$__rate_interval])"}),
        curves("Pods of each version", "none", {
            "{{cluster}} {{rollouts_pod_template_hash}}": f"release:pods:count{{{PODS}}}"}),
        curves("Restarts", "none", {
            "{{cluster}} {{pod}}": f"sum by (cluster, pod) (increase(kube_pod_container_status_restarts_total{{{PODS}}}[5m]))"}),
    ],
}, variables={"service": "label_values(slo:objective:ratio, service)"}, releases=True)
