"""What clients meet first: the edge before both clusters, and the Traefik of each."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

BOARD = board("edge", "Edge", {
    "Before both clusters": [
        number("Ways that are open", "none", 'count(max by (service, url) (traefik_service_server_up{job="edge"}) == 1)'),
        number("Ways that are closed", "none",
               'count(max by (service, url) (traefik_service_server_up{job="edge"}) == 0) or vector(0)',
               bad_above=1),
        number("First certificate to run out", "s",
               'min by (cluster) (certmanager_certificate_expiration_timestamp_seconds{cluster=~"$cluster"} > 0) - time()',
               bad_below=7 * 86400),
        number("Open connections", "none", 'sum by (cluster) (traefik_open_connections{job!="edge", cluster=~"$cluster"})'),
        curves("Requests by way", "reqps", {
            "{{service}}": 'max by (service) (sum by (cluster, service) (rate(traefik_service_requests_total{job="edge"}'
                           "[$__rate_interval])))"}, stacked=True),
        curves("Errors by way", "reqps", {
            "{{service}} {{code}}": 'max by (service, code) (sum by (cluster, service, code) (rate(traefik_service_requests_total'
                                    '{job="edge", code=~"5.."}[$__rate_interval]))) or vector(0)'}),
    ],
    "In each cluster": [
        curves("Requests by route", "reqps", {
            "{{cluster}} {{route}}": 'sum by (cluster, route) (route:requests:rate5m{cluster=~"$cluster"})'}, stacked=True),
        curves("Answers", "reqps", {
            "{{cluster}} {{code}}": 'sum by (cluster, code) (route:requests:rate5m{cluster=~"$cluster"})'}),
        curves("Duration, 99 %", "s", {
            "{{cluster}} {{service}}": "histogram_quantile(0.99, sum by (cluster, service, le) (rate("
                                       'traefik_service_request_duration_seconds_bucket{job!="edge", cluster=~"$cluster"}'
                                       "[$__rate_interval])))"}),
        listing("Certificates, seconds left", "min by (cluster, namespace, name) "
                '(certmanager_certificate_expiration_timestamp_seconds{cluster=~"$cluster"} > 0) - time()'),
    ],
})
