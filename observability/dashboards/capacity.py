"""What is left, what grows, and what watching it costs."""

from __future__ import annotations

from observability.dashboards.panels import board, curves, listing, number

BOARD = board("capacity", "Capacity", {
    "Now": [
        number("Memory asked for, of what there is", "percentunit",
               'sum by (cluster) (kube_pod_container_resource_requests{resource="memory", cluster=~"$cluster"}) '
               '/ sum by (cluster) (kube_node_status_allocatable{resource="memory", cluster=~"$cluster"})', bad_above=0.9),
        number("Processors asked for, of what there are", "percentunit",
               'sum by (cluster) (kube_pod_container_resource_requests{resource="cpu", cluster=~"$cluster"}) '
               '/ sum by (cluster) (kube_node_status_allocatable{resource="cpu", cluster=~"$cluster"})', bad_above=0.9),
        number("Least room on a disk", "percentunit",
               'min by (cluster) (node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|overlay", cluster=~"$cluster"} '
               "/ node_filesystem_size_bytes)", bad_below=0.15),
        number("Pods", "none", 'sum by (cluster) (kube_pod_status_phase{phase="Running", cluster=~"$cluster"})'),
    ],
    "Who takes it": [
        curves("Memory by namespace", "bytes", {
            "{{cluster}} {{namespace}}": 'topk(15, sum by (cluster, namespace) (container_memory_working_set_bytes{container!="",'
                                         ' cluster=~"$cluster"}))'}, stacked=True),
        curves("Processors by namespace", "none", {
            "{{cluster}} {{namespace}}": "topk(15, sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total"
                                         '{container!="", cluster=~"$cluster"}[$__rate_interval])))'}, stacked=True),
        curves("Room on disks", "bytes", {
            "{{cluster}} {{node}}{{machine}} {{mountpoint}}": 'node_filesystem_avail_bytes{fstype!~"tmpfs|ramfs|overlay", '
                                                              'cluster=~"$cluster"}'}),
        listing("Pods whose memory is nearly used", 'sum by (cluster, namespace, pod) (container_memory_working_set_bytes'
                '{container!="", cluster=~"$cluster"}) / sum by (cluster, namespace, pod) (kube_pod_container_resource_limits'
                '{resource="memory", cluster=~"$cluster"}) > 0.7'),
    ],
    "What watching costs": [
        curves("Series", "none", {"{{cluster}}": 'sum by (cluster) (prometheus_tsdb_head_series{cluster=~"$cluster"})'}),
        curves("Series by what is measured", "none", {
            "{{cluster}} {{job}}": "topk(15, sum by (cluster, job) (scrape_samples_post_metric_relabeling"
                                   '{cluster=~"$cluster"}))'}),
        curves("Bytes into the bucket a day", "bytes", {
            "{{cluster}}": "sum by (cluster) (increase(thanos_objstore_bucket_operation_transferred_bytes_sum"
                           '{operation="upload", cluster=~"$cluster"}[1d]))'}),
        curves("Logs", "Bps", {
            "{{cluster}}": 'sum by (cluster) (rate(vl_bytes_ingested_total{job="monitoring/victoria-logs", cluster=~"$cluster"}'
                           "[$__rate_interval]))"}),
    ],
})
