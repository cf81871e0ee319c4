"""What could be brought back, and how old that would be."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

# As Barman's plugin tells, which makes the backups; the operator itself knows of none.
BACKUP = "barman_cloud_cloudnative_pg_io"

BOARD = board("recovery", "Recovery", {
    "Databases": [
        number("Oldest newest backup", "s", f"max by (cluster) (time() - ({BACKUP}_last_available_backup_timestamp"
                                            '{cluster=~"$cluster"} > 0)) or vector(0)', bad_above=26 * 3600),
        number("Last archived", "s", 'max by (cluster) (cnpg_pg_stat_archiver_seconds_since_last_archival'
                                     '{cluster=~"$cluster"} >= 0) or vector(0)', bad_above=900),
        number("Lost with a cluster", "s", 'max(cnpg_pg_replication_lag{cluster=~"$cluster"})', bad_above=60),
        number("Restarts of databases in a day", "none",
               'sum by (cluster) (changes(cnpg_pg_postmaster_start_time{cluster=~"$cluster"}[1d]))'),
        curves("Age of the newest backup", "s", {
            "{{cluster}} {{namespace}}": f"max by (cluster, namespace) (time() - ({BACKUP}_last_available_backup_timestamp"
                                         '{cluster=~"$cluster"} > 0)) or vector(0)'}),
        curves("Archiving that failed", "none", {
            "{{cluster}} {{namespace}} {{pod}}": "sum by (cluster, namespace, pod) (increase(cnpg_pg_stat_archiver_failed_count"
                                                 '{cluster=~"$cluster"}[1h]))'}),
    ],
    "Namespaces": [
        # Who has never been proven counts from when the drill was set up, as for the alert.
        number("Last proven restore", "s", "max by (cluster) (time() - (recovery_last_proven_restore_timestamp_seconds"
               '{cluster=~"$cluster"} or label_replace(max by (cluster) (kube_cronjob_created{namespace="velero", '
               'cronjob="restore-drill", cluster=~"$cluster"}), "what", "namespace", "", "")))', bad_above=8 * 86400),
        number("Last nightly backup", "s", "max by (cluster) (time() - (velero_backup_last_successful_timestamp"
                                           '{schedule=~".+-daily", cluster=~"$cluster"} > 0)) or vector(0)', bad_above=30 * 3600),
        number("Backups that failed in a week", "none",
               'sum by (cluster) (increase(velero_backup_failure_total{cluster=~"$cluster"}[7d])) '
               '+ sum by (cluster) (increase(velero_backup_partial_failure_total{cluster=~"$cluster"}[7d])) '
               '+ sum by (cluster) (increase(velero_backup_validation_failure_total{cluster=~"$cluster"}[7d]))', bad_above=1),
        number("Buckets that are reached", "percentunit",
               'avg by (cluster) (velero_backup_location_status_gauge{cluster=~"$cluster"})', bad_below=1),
        curves("How backups of a day ended", "none", {
            "{{cluster}} {{schedule}} well": "sum by (cluster, schedule) (increase(velero_backup_success_total"
                                             '{cluster=~"$cluster"}[1d]))',
            "{{cluster}} {{schedule}} in part": "sum by (cluster, schedule) (increase(velero_backup_partial_failure_total"
                                                '{cluster=~"$cluster"}[1d]))',
            "{{cluster}} {{schedule}} badly": "sum by (cluster, schedule) (increase(velero_backup_failure_total"
                                              '{cluster=~"$cluster"}[1d]))'}),
        curves("What backups of a day took", "s", {
            "{{cluster}} {{schedule}}": "sum by (cluster, schedule) (increase(velero_backup_duration_seconds_sum"
                                        '{cluster=~"$cluster"}[1d])) / (sum by (cluster, schedule) (increase('
                                        'velero_backup_duration_seconds_count{cluster=~"$cluster"}[1d])) > 0) or vector(0)'}),
        curves("Size of the newest backup, without volumes", "bytes", {
            "{{cluster}} {{schedule}}": "max by (cluster, schedule) (velero_backup_tarball_size_bytes"
                                        '{cluster=~"$cluster"}) or vector(0)'}),
        listing("Schedules whose last backup failed",
                'max by (cluster, schedule) (velero_backup_last_status{cluster=~"$cluster"}) == 0'),
    ],
    "Metrics": [
        curves("Blocks uploaded an hour", "none", {
            "{{cluster}}": 'sum by (cluster) (increase(thanos_shipper_uploads_total{cluster=~"$cluster"}[1h]))'}),
        listing("Recoverable since", f"max by (cluster, namespace, pod) ({BACKUP}_first_recoverability_point"
                                     '{cluster=~"$cluster"})'),
    ],
})
