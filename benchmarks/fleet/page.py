"""The results as Markdown and as curves: on screen, and in docs/fleet.md."""

from benchmarks import marked, places
from benchmarks.fleet.settings import title

DOCUMENT = places.REPOSITORY / "docs" / "fleet.md"
PICTURE = DOCUMENT.with_name("fleet.svg")
BEGIN, END = "<!-- results: written by `python3 -m benchmarks.fleet`, not by hand -->", "<!-- end of results -->"
COMPONENTS = ("application-controller", "repo-server", "applicationset-controller", "server", "redis")
PUBLISHED = {"applications": 50_000, "clusters": 500, "cores": 24, "minutes": {3: 75, 6: 37, 9: 21}}
"""https://cnoe.io/blog/argo-cd-application-scalability: three machines of eight cores each, by the number of shards."""


def write(found: dict) -> None:
    from benchmarks.fleet import curves

    PICTURE.write_text(curves.picture(found["runs"]))
    marked.replace(DOCUMENT, BEGIN, END, f"![the curves](fleet.svg)\n\n{markdown(found)}")


def markdown(found: dict) -> str:
    runs = found["runs"]
    versions = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    lines = [f"{max(one['at'] for one in runs)}; {found['machine']}, for all of it together; {versions}. "
             f"{found['api_servers']} API servers stand for the clusters; each Application has {found['objects']} objects "
             "in Git.", ""]
    lines += [f"- `{arm}`: Argo CD {title(arm, shards)}" for arm, shards in {one["arm"]: one["shards"] for one in runs}.items()]
    lines += ["", *_times(runs), "", *_ratios(runs), *_used(runs), "", *_extrapolated(runs)]
    return "\n".join(lines).rstrip()


def _times(runs: list[dict]) -> list[str]:
    rows = [[*_name(one), f"{one['first']['appear_seconds']:,.0f}", f"{one['first']['seconds']:,.0f}",
             f"{one['release_one']['seconds']:,.1f}", f"{one['release_one']['quiet_seconds']:,.0f}",
             f"{one['release_all']['p50']:,.1f} / {one['release_all']['seconds']:,.1f}",
             f"{one['rest']['reconcile_ms']:,.0f}"] for one in runs]
    return ["Seconds from the ApplicationSet to the last Application, and to all of them live; from a push until one Application "
            "has its release, and until all were looked at; from a push until half of a service's clusters have its release, and "
            "all. Last comes what a reconciliation takes at rest, in milliseconds.", "",
            *_table(["there", "live", "one", "looked at", "in all clusters", "reconciled"], rows)]


def _ratios(runs: list[dict]) -> list[str]:
    """Each arm beside what every cluster here has."""
    base = {(one["clusters"], one["applications"]): one for one in runs if one["arm"] == "here"}
    times = (("first", "seconds"), ("release_one", "seconds"), ("release_one", "quiet_seconds"), ("release_all", "seconds"))
    rows = []
    for one in runs:
        here = base.get((one["clusters"], one["applications"]))
        if here and here is not one:
            less = [*(here[part][key] / max(one[part][key], 0.001) for part, key in times),
                    _cpu(here, "first") / _cpu(one, "first"), _memory(here) / _memory(one)]
            rows.append([*_name(one), *(f"{ratio:.2f}x" for ratio in less)])
    return ["How many times less than `here`: the same times, Argo CD's processor time until all is live, and its controllers' "
            "memory at rest.", "",
            *_table(["live", "one", "looked at", "in all clusters", "processor", "memory"], rows), ""] if rows else []


def _used(runs: list[dict]) -> list[str]:
    rows = []
    for one in runs:
        first, rest = one["first"]["cpu_seconds"], one["rest"]
        rows.append([*_name(one), *(f"{1000 * first[name] / one['applications']:,.0f}" for name in COMPONENTS[:3]),
                     f"{100 * _cpu(one, 'rest') / rest['seconds']:.0f} %",
                     *(f"{rest['memory_mb'][name]:,.0f} / {one['peak_mb'].get(name, 0):,.0f}" for name in COMPONENTS[:3]),
                     f"{100 * _simulated(one) / (_simulated(one) + _cpu(one, 'first')):.0f} %"])
    return ["What it uses: milliseconds of a processor for each Application until all is live, by controllers, repo-server and "
            "applicationset-controller; of one core at rest; megabytes of the same three, at rest and at most. Last comes the "
            "share of the simulation in all processor time until all was live.", "",
            *_table(["controllers ms", "repo-server ms", "sets ms", "at rest", "controllers MB", "repo-server MB", "sets MB",
                     "simulation"], rows)]


def _extrapolated(runs: list[dict]) -> list[str]:
    """Straight lines through the two largest sizes of one arm, beside what others have published."""
    ours = sorted((one for one in runs if one["arm"] == "sharded"), key=lambda one: one["applications"])[-2:]
    if len(ours) < 2:
        return []
    small, large = ours
    more, wanted, cores = large["applications"] - small["applications"], PUBLISHED["applications"], PUBLISHED["cores"]

    def there(value: float, before: float) -> float:
        return value + (value - before) / more * (wanted - large["applications"])

    seconds, memory = there(_cpu(large, "first"), _cpu(small, "first")), there(_memory(large), _memory(small))
    published = ", ".join(f"{minutes} minutes with {shards} shards" for shards, minutes in PUBLISHED["minutes"].items())
    return [f"**Extrapolated, not measured.** By the line through {small['applications']:,} and {large['applications']:,} "
            f"Applications of `sharded`, {wanted:,} take {seconds / 3600:,.1f} hours of one processor until all are live, or "
            f"{seconds / 60 / cores:,.0f} minutes of {cores} busy cores, and {memory / 1024:,.0f} GiB for the controllers. "
            f"Published for {wanted:,} Applications of one ConfigMap each in {PUBLISHED['clusters']} clusters, on {cores} cores: "
            f"{published}."]


def _name(one: dict) -> list[str]:
    return [f"{one['clusters']:,}", f"{one['applications']:,}", f"`{one['arm']}`"]


def _cpu(one: dict, part: str) -> float:
    return sum(one[part]["cpu_seconds"][name] for name in COMPONENTS)


def _simulated(one: dict) -> float:
    return sum(value for name, value in one["first"]["cpu_seconds"].items() if name not in COMPONENTS)


def _memory(one: dict) -> float:
    return one["rest"]["memory_mb"]["application-controller"]


def _table(header: list[str], rows: list[list[str]]) -> list[str]:
    lines = [["clusters", "Applications", "", *header], ["---:", "---:", "---"] + ["---:"] * len(header), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
