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
    "What clusters stand on": [
        curves("State in etcd", "bytes", {
            "{{cluster}} {{pod}}": 'etcd_mvcc_db_total_size_in_bytes{cluster=~"$cluster"}',
            "{{cluster}} {{pod}} used": 'etcd_mvcc_db_total_size_in_use_in_bytes{cluster=~"$cluster"}'}),
        curves("How long etcd waits for its disk, one write in a hundred", "s", {
            "{{cluster}} {{pod}}": "histogram_quantile(0.99, sum by (cluster, pod, le) (rate("
                                   'etcd_disk_wal_fsync_duration_seconds_bucket{cluster=~"$cluster"}[$__rate_interval])))'}),
        curves("Pods without a place", "none", {
            "{{cluster}} {{queue}}": 'sum by (cluster, queue) (scheduler_pending_pods{cluster=~"$cluster"})'}),
        # Of the one store that both clusters measure.
        curves("Requests to the object store", "reqps", {
            "{{type}} {{code}}": "max by (type, code) (sum by (cluster, type, code) (rate(SeaweedFS_s3_request_total"
                                 '{cluster=~"$cluster"}[$__rate_interval])))'}, stacked=True),
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
