"""A service's PostgreSQL, in both clusters."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

PODS = 'namespace="$namespace", cluster=~"$cluster"'


def rate(counted: str) -> str:
    return f"sum by (cluster, pod) (rate(cnpg_pg_stat_database_{counted}{{{PODS}}}[$__rate_interval]))"


BOARD = board("database", "Databases", {
    "Now": [
        number("Servers that answer", "none", f"sum by (cluster) (cnpg_collector_up{{{PODS}}})", bad_below=1),
        number("Behind the primary", "s", f"max by (cluster) (cnpg_pg_replication_lag{{{PODS}}})", bad_above=60),
        number("Connections in use", "percentunit", f"max by (cluster) (database:connections:ratio{{{PODS}}})", bad_above=0.8),
        number("Size", "bytes", f"sum by (cluster) (max by (cluster, datname) (cnpg_pg_database_size_bytes{{{PODS}}}))"),
    ],
    "Work": [
        curves("Transactions", "ops", {
            "{{cluster}} {{pod}}": rate("xact_commit")}),
        curves("Undone, and deadlocks", "ops", {
            "{{cluster}} {{pod}} undone": rate("xact_rollback"), "{{cluster}} {{pod}} deadlocks": rate("deadlocks")}),
        curves("Connections", "none", {
            "{{cluster}} {{pod}} {{usename}} {{state}}":
                f"sum by (cluster, pod, usename, state) (cnpg_backends_total{{{PODS}}})"}),
        curves("Longest transaction", "s", {
            "{{cluster}} {{pod}} {{usename}}":
                f"max by (cluster, pod, usename) (cnpg_backends_max_tx_duration_seconds{{{PODS}}})"}),
        curves("Found in memory", "percentunit", {
            "{{cluster}} {{pod}}": f"{rate('blks_hit')} / ({rate('blks_hit')} + {rate('blks_read')} > 0)"}),
        curves("Behind the primary", "s", {"{{cluster}} {{pod}}": f"cnpg_pg_replication_lag{{{PODS}}}"}),
    ],
    "Room": [
        curves("Size", "bytes", {
            "{{cluster}} {{datname}}": f"max by (cluster, datname) (cnpg_pg_database_size_bytes{{{PODS}}})"}),
        listing("Copies", f"max by (cluster, pod) (cnpg_pg_replication_streaming_replicas{{{PODS}}})"),
    ],
}, variables={"namespace": "label_values(cnpg_collector_up, namespace)"})
