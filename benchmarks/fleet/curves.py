"""How times and memory grow with the fleet, as a picture for docs/fleet.md."""

import io
from collections.abc import Callable

import matplotlib as mpl
from matplotlib.figure import Figure

PANELS: dict[str, Callable[[dict], float]] = {
    "all live after (s)": lambda one: one["first"]["seconds"],
    "a release is live after (s)": lambda one: one["release_one"]["seconds"],
    "all looked at after a push (s)": lambda one: one["release_one"]["quiet_seconds"],
    "controllers at rest (MB)": lambda one: one["rest"]["memory_mb"]["application-controller"],
}
COLOURS = {"here": "#4c72b0", "large": "#dd8452", "sharded": "#55a868", "paths": "#8172b3"}


def picture(runs: list[dict]) -> str:
    """SVG with text as text, the same from the same figures."""
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "fleet", "font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=(10, 6.4), layout="constrained")
        for axes, (name, value) in zip(figure.subplots(2, 2).flat, PANELS.items()):
            for arm, colour in COLOURS.items():
                points = sorted((one["applications"], max(value(one), 0.01)) for one in runs if one["arm"] == arm)
                if points:
                    axes.plot(*zip(*points), marker="o", markersize=4, color=colour, label=arm)
            axes.set(title=name, xscale="log", yscale="log", xlabel="Applications")
            axes.grid(alpha=0.3)
        figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(COLOURS), frameon=False)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines()) + "\n"
