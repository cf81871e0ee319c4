"""How changes come to users: how often, how fast, how well."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

RUNS = "tekton_pipelines_controller_pipelinerun_duration_seconds"

BOARD = board("delivery", "Delivery", {
    "Now": [
        number("Applications as Git says", "percentunit",
               'sum(argocd_app_info{sync_status="Synced"}) / sum(argocd_app_info)', bad_below=1),
        number("Applications that are well", "percentunit",
               'sum(argocd_app_info{health_status="Healthy"}) / sum(argocd_app_info)', bad_below=1),
        number("Releases under way", "none",
               'count(rollout_info{phase=~"Progressing|Paused", cluster=~"$cluster"} == 1) or vector(0)'),
        number("Pipelines that run", "none", "sum(tekton_pipelines_controller_running_pipelineruns) or vector(0)"),
    ],
    "Pipelines": [
        curves("Runs a day", "none", {"{{pipeline}} {{status}}": f"sum by (pipeline, status) (increase({RUNS}_count[1d]))"}),
        curves("Time of a run", "s", {
            "{{pipeline}}": f"sum by (pipeline) (rate({RUNS}_sum[6h])) / (sum by (pipeline) (rate({RUNS}_count[6h])) > 0)"}),
    ],
    "Releases": [
        curves("Versions that serve", "none", {
            "{{cluster}} {{namespace}} {{rollouts_pod_template_hash}}": 'release:pods:count{cluster=~"$cluster"}'}),
        curves("Measurements of releases", "none", {
            "{{cluster}} {{phase}}": 'sum by (cluster, phase) (analysis_run_info{cluster=~"$cluster"})'}),
        curves("Syncs an hour", "none", {"{{phase}}": "sum by (phase) (increase(argocd_app_sync_total[1h]))"}),
        curves("Time to compare an application", "s", {
            "99 %": "histogram_quantile(0.99, sum by (le) (rate(argocd_app_reconcile_bucket[$__rate_interval])))"}),
        listing("Rollouts", 'group by (cluster, namespace, name, phase) (rollout_info{cluster=~"$cluster"} == 1)'),
        listing("Applications", "group by (name, sync_status, health_status) (argocd_app_info)"),
    ],
})
