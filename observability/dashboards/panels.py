"""Panels, rows and variables as all dashboards have them."""

from __future__ import annotations

from itertools import count
from string import ascii_uppercase

from grafana_foundation_sdk.builders import dashboard, prometheus, stat, table, timeseries
from grafana_foundation_sdk.models.dashboard import DataSourceRef, DynamicConfigValue, Threshold, VariableRefresh

THANOS = DataSourceRef(type_val="prometheus", uid="${datasource}")


def curves(title: str, unit: str, queries: dict[str, str], stacked: bool = False) -> timeseries.Panel:
    """One curve for each series of each expression, by what it is called."""
    panel = timeseries.Panel().title(title).unit(unit).datasource(THANOS).height(8).span(12).fill_opacity(20 if stacked else 0)
    for name, (legend, expression) in zip(ascii_uppercase, queries.items()):
        panel.with_target(_query(expression).legend_format(legend).ref_id(name))
    return panel


def number(title: str, unit: str, expression: str, *,
           bad_below: float | None = None, bad_above: float | None = None) -> stat.Panel:
    """The present, red where it is bad."""
    steps = [Threshold(None, "green")]
    if bad_below is not None:
        steps = [Threshold(None, "red"), Threshold(bad_below, "green")]
    elif bad_above is not None:
        steps = [Threshold(None, "green"), Threshold(bad_above, "red")]
    return (stat.Panel().title(title).unit(unit).datasource(THANOS).height(4).span(6)
            .thresholds(dashboard.ThresholdsConfig().mode("absolute").steps(steps))
            .with_target(_query(expression).instant().legend_format("{{cluster}}")))


def listing(title: str, expression: str) -> table.Panel:
    """A line for each series."""
    return (table.Panel().title(title).datasource(THANOS).height(8).span(12)
            .with_target(_query(expression).instant().format("table"))
            .with_transformation(DynamicConfigValue("organize", {"excludeByName": {"Time": True, "__name__": True}})))


def board(uid: str, title: str, rows: dict[str, list], variables: dict[str, str] | None = None, releases: bool = False):
    """A dashboard; `variables` are asked for by their expression, after the cluster, which all have."""
    built = (dashboard.Dashboard(title).uid(f"twinharbor-{uid}").tags(["twinharbor"]).readonly()
             .refresh("30s").time("now-6h", "now").timezone("utc")
             .with_variable(dashboard.DatasourceVariable("datasource").label("Thanos").type("prometheus"))
             .with_variable(_variable("cluster", "label_values(up, cluster)").multi(True).include_all(True).all_value(".+")))
    for name, expression in (variables or {}).items():
        built.with_variable(_variable(name, expression))
    if releases:
        built.annotation(dashboard.AnnotationQuery().name("Releases").datasource(THANOS).enable(True).icon_color("purple").expr(
            'group by (cluster, rollouts_pod_template_hash) (release:pods:count{namespace="$service"}) unless '
            'group by (cluster, rollouts_pod_template_hash) (release:pods:count{namespace="$service"} offset 2m)'))
    numbers = count(1)
    for row, panels in rows.items():
        built.with_row(dashboard.Row(row).id(next(numbers)))
        for panel in panels:
            built.with_panel(panel.id(next(numbers)))
    return built.build()


def _query(expression: str) -> prometheus.Dataquery:
    return prometheus.Dataquery().expr(expression).datasource(THANOS).ref_id("A")


def _variable(name: str, expression: str) -> dashboard.QueryVariable:
    return (dashboard.QueryVariable(name).query(expression).datasource(THANOS)
            .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED))
