"""What could be brought back, and how old that would be."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

BOARD = board("recovery", "Recovery", {
    "Databases": [
        number("Oldest newest backup", "s", 'max by (cluster) (time() - (cnpg_collector_last_available_backup_timestamp'
                                            '{cluster=~"$cluster"} > 0)) or vector(0)', bad_above=26 * 3600),
        number("Last archived", "s", 'max by (cluster) (cnpg_pg_stat_archiver_seconds_since_last_archival'
                                     '{cluster=~"$cluster"} >= 0) or vector(0)', bad_above=900),
        number("Lost with a cluster", "s", 'max(cnpg_pg_replication_lag{cluster=~"$cluster"})', bad_above=60),
        number("Restarts of databases in a day", "none",
               'sum by (cluster) (changes(cnpg_pg_postmaster_start_time{cluster=~"$cluster"}[1d]))'),
        curves("Age of the newest backup", "s", {
            "{{cluster}} {{namespace}}": "max by (cluster, namespace) (time() - (cnpg_collector_last_available_backup_timestamp"
                                         '{cluster=~"$cluster"} > 0)) or vector(0)'}),
        curves("Archiving that failed", "none", {
            "{{cluster}} {{namespace}} {{pod}}": "sum by (cluster, namespace, pod) (increase(cnpg_pg_stat_archiver_failed_count"
                                                 '{cluster=~"$cluster"}[1h]))'}),
    ],
    "Metrics": [
        curves("Blocks uploaded an hour", "none", {
            "{{cluster}}": 'sum by (cluster) (increase(thanos_shipper_uploads_total{cluster=~"$cluster"}[1h]))'}),
        listing("Recoverable since", "max by (cluster, namespace, pod) (cnpg_collector_first_recoverability_point"
                                     '{cluster=~"$cluster"})'),
    ],
})
