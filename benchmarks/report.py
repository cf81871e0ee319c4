"""The results as Markdown: on screen, and between the markers of README.md."""

from benchmarks import marked, places
from benchmarks.rounding import rounded
from benchmarks.services import SERVICES

BEGIN, END = "<!-- results: written by `python3 -m benchmarks`, not by hand -->", "<!-- end of results -->"


def markdown(results: dict) -> str:
    """One section for each experiment there is."""
    sections = [table(results[name]) for name, table in (
        ("list", _list), ("import", _import), ("startup", _startup), ("memory", _memory), ("audit", _audit)) if name in results]
    return "\n".join(line for section in sections for line in section)


def write_readme(results: dict) -> None:
    marked.replace(places.README, BEGIN, END, markdown(rounded(results)))


def _head(title: str, result: dict) -> list[str]:
    on = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in on["versions"].items())
    return [f"### {title}", "",
            f"{result['at']}; {on['cores']} cores of {on['processor']}, {on['memory_gib']} GiB, {on['system']}, "
            f"Linux {on['kernel']}; {versions}.", ""]


def _table(header: list[str], rows: list[list[str]]) -> list[str]:
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def _verdict(what: str, target: str, measured: str, met: bool) -> str:
    return f"- {'**met**' if met else '**missed**'}: {what}: {measured}; target {target}"


def _list(result: dict) -> list[str]:
    lines = _head("`GET /`", result)
    lines += [f"32 connections over {result['entry_point'].upper()}, {result['seconds']} s a round, -Xmx{result['heap_mb']}m, "
              f"medians. A ratio is the quotient of medians; in brackets the lowest and the highest within one round. "
              f"CPU: milliseconds a request in the service, in PostgreSQL, in Traefik and in wrk; "
              f"busy: share of all cores in use.", ""]
    for rows, services in result["readers"].items():
        lines += [f"**{rows} rows**", "", *_load_table(services)]
    if "mixed" in result:
        lines += ["**100 rows, 31 readers beside a writer that commits 50 updates a second**", "",
                  *_load_table(result["mixed"])]
        for name, service in result["mixed"].items():
            middle = service["median"]
            checks = [sum(one[key] for one in service["rounds"]) for key in ("fresh_reads", "stale_reads")]
            lines.append(f"- {SERVICES[name].title}: {middle['writes_per_second']:.0f} writes/s, "
                         f"commit {middle['commit_ms']:.1f} ms; "
                         f"{sum(checks)} reads made right after a commit, {checks[1]:.0f} of them stale")
        lines.append("")
    verdicts = _list_targets(result["readers"].get("100", {}))
    return lines + (["At 100 rows:", "", *verdicts, ""] if verdicts else [])


def _load_table(services: dict) -> list[str]:
    own = services.get("accounts")
    rows = []
    for name, service in services.items():
        middle = service["median"]
        cpu = " / ".join(f"{middle[f'cpu_{part}_ms']:.2f}" for part in ("service", "postgres", "traefik", "wrk"))
        ratio = "" if own is None or own is service else _ratio(own, service)
        rows.append([SERVICES[name].title, f"{middle['requests_per_second']:,.0f}", ratio, f"{middle['p50_ms']:.1f}",
                     f"{middle['p99_ms']:.1f}", f"{middle['errors']:.0f}", cpu, f"{100 * middle['cpu_busy']:.0f} %"])
    return _table(["", "requests/s", "accounts is", "p50 ms", "p99 ms", "errors", "CPU ms", "busy"], rows)


def _ratio(own: dict, peer: dict) -> str:
    each = [mine["requests_per_second"] / theirs["requests_per_second"]
            for mine, theirs in zip(own["rounds"], peer["rounds"])]
    return f"{_times(own, peer):.2f}x [{min(each):.2f}–{max(each):.2f}]"


def _times(own: dict, peer: dict) -> float:
    return own["median"]["requests_per_second"] / peer["median"]["requests_per_second"]


def _list_targets(services: dict) -> list[str]:
    own, verdicts = services.get("accounts"), []
    for name, least in (("fastapi-ormar", 20), ("fastapi", 20), ("quarkus", 1.2)):
        if own and name in services:
            times = _times(own, services[name])
            verdicts.append(_verdict(f"requests per second against {SERVICES[name].title}", f"at least {least}x",
                                     f"{times:.2f}x", times >= least))
    if own and "quarkus" in services:
        mine, theirs = own["median"]["p99_ms"], services["quarkus"]["median"]["p99_ms"]
        verdicts.append(_verdict("p99", "no worse than Quarkus", f"{mine:.1f} ms, Quarkus {theirs:.1f} ms", mine <= theirs))
    return verdicts


def _import(result: dict) -> list[str]:
    formats = result["formats"].items()
    lines = _head("Import and export", result) + _table(
        ["", "users", "import s", "rows/s", "heap at most, MB", "process at most, MB", "export s", "rows/s"],
        [[name, f"{one['users']:,}", f"{one['seconds']:.1f}", f"{one['rows_per_second']:,.0f}", f"{one['heap_max_mb']:.0f}",
          f"{one['memory_max_mb']:.0f}", f"{one['export_seconds']:.1f}", f"{one['export_rows_per_second']:,.0f}"]
         for name, one in formats])
    for name, one in formats:
        lines += [_verdict(f"rows a second, {name}", "at least 40,000", f"{one['rows_per_second']:,.0f}",
                           one["rows_per_second"] >= 40_000),
                  _verdict(f"heap, {name}", "under 256 MB", f"{one['heap_max_mb']:.0f} MB at most with -Xmx{result['heap_mb']}m",
                           one["heap_max_mb"] < 256)]
    return [*lines, ""]


def _startup(result: dict) -> list[str]:
    return _head("Start to ready", result) \
        + [f"-Xmx{result['heap_mb']}m; medians, in brackets the fastest and the slowest.", ""] \
        + _table(["", "seconds", "CPU seconds"], [
            [_label(label), f"{one['seconds']:.2f} [{min(start['seconds'] for start in one['starts']):.2f}–"
             f"{max(start['seconds'] for start in one['starts']):.2f}]", f"{one['cpu_seconds']:.1f}"]
            for label, one in result["services"].items()])


def _memory(result: dict) -> list[str]:
    return _head("Memory", result) \
        + [f"Proportional set size in MB: ten seconds after the start, and the most in {result['load_seconds']} s of load.", ""] \
        + _table(["", "at rest", "under load", "requests/s"], [
            [_label(label), f"{one['rest_mb']:.0f}", f"{one['load_mb']:.0f}", f"{one['requests_per_second']:,.0f}"]
            for label, one in result["services"].items()])


def _audit(result: dict) -> list[str]:
    delays, searches, feed = result["delay_ms"], result["searches"], result["feed"]
    return _head("Audit", result) \
        + [f"From a change by the API of accounts to its row in the trail, {delays['changes']} changes "
           f"at {delays['a_second']} a second: p50 {delays['p50']:.0f} ms, p99 {delays['p99']:.0f} ms, "
           f"most {delays['max']:.0f} ms.", "",
           f"{feed['events']:,} events that were there already came in {feed['seconds']:.1f} s: "
           f"{feed['events_per_second']:,.0f} a second. "
           f"`audit-chain verify` of {result['rows']:,} rows: {result['verify_seconds']:.1f} s.", ""] \
        + _table([f"search in {result['rows']:,} rows", "p50 ms", "p99 ms"], [
            [name, f"{one['p50']:.1f}", f"{one['p99']:.1f}"] for name, one in searches.items()]) \
        + [_verdict("outbox to audit, p99", "under 3 s", f"{delays['p99']:.0f} ms", delays["p99"] < 3000),
           _verdict("search, slowest p99", "under 1 s", f"{max(one['p99'] for one in searches.values()):.0f} ms",
                    all(one["p99"] < 1000 for one in searches.values())), ""]


def _label(label: str) -> str:
    name, comma, variant = label.partition(",")
    return SERVICES[name].title + comma + variant
