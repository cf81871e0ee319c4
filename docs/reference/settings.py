"""Settings of services: names and defaults from where they are declared, meanings from the table of each service's README."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from docs.reference import markdown
from docs.reference.markdown import code, link, table
from local.places import REPOSITORY
from local.settings import PORTS

SERVICES = tuple(sorted(folder.parent.name for folder in REPOSITORY.glob("services/*/README.md")))
LENDER = "accounts"
# What a service says of itself: nobody else is meant to.
OWN = {"DATABASE_JNDI", "DATABASE_KNOWN_AS", "MP_JWT_VERIFY_PUBLICKEY_ALGORITHM", "MP_OPENAPI_SCAN_DISABLE"}
# Read by Open Liberty itself, by MicroProfile JWT, and by Kubernetes' own client.
STANDARD = {"JVM_ARGS", "MP_JWT_VERIFY_ISSUER", "MP_JWT_VERIFY_AUDIENCES"}
INJECTED = re.compile(r'@ConfigProperty\(\s*name = "([^"]+)"\s*(?:,\s*defaultValue = "([^"]*)")?\s*\)\s*(\S+)')
USED = re.compile(r"\$\{([A-Z][A-Z0-9_]+)\}")
NAMED = re.compile(r"`([A-Z][A-Z0-9_*]+)(?:=\w+)?`(?: \(`([^`]+)`\))?")
INTRODUCTION = """
Of all services, by environment variables. Names and defaults are those of the code, meanings those of each service's README,
which has more on some of them. What the clusters set is in the `settings.env` of a service's folder in `kustomize/services`,
and in its overlays; how a setting is added: [how-to](../how-to/add-a-setting.md).
"""


@dataclass(frozen=True)
class Declared:
    """In code: its default, and whether something is amiss without it."""

    default: str | None
    is_needed: bool


@dataclass(frozen=True)
class Told:
    """In a README's table: what the default is said to be, what it means, and what the table calls that."""

    default: str
    meaning: str
    head: str
    source: Path


@cache
def declared(service: str) -> dict[str, Declared]:
    found = {}
    module = REPOSITORY / "services" / service / "service"
    folders = [module / "src/main/java"]
    if "<artifactId>conduct</artifactId>" in (module / "pom.xml").read_text():
        folders.append(REPOSITORY / "conduct/src/main/java")
    for file in (file for folder in folders for file in sorted(folder.rglob("*.java"))):
        for name, default, kind in INJECTED.findall(file.read_text()):
            found.setdefault(variable(name), Declared(default or None, not kind.startswith("Optional") and not default))
    for file in sorted((module / "src/main/liberty/config").glob("*.xml")):
        defaults = {one.get("name"): one.get("defaultValue") for one in ElementTree.parse(file).iter("variable")}
        for name in {*USED.findall(file.read_text()), *filter(str.isupper, defaults)}:
            found[name] = Declared(defaults.get(name, found.get(name, Declared(None, True)).default), name not in defaults)
    for name, default in properties(module / "src/main/resources/META-INF/microprofile-config.properties").items():
        found[variable(name)] = Declared(default, False)
    return {name: one for name, one in found.items() if name not in OWN}


def variable(name: str) -> str:
    """As MicroProfile Config finds it in the environment."""
    return re.sub(r"[^A-Za-z0-9]", "_", name).upper()


def properties(file: Path) -> dict[str, str]:
    lines = (line.strip() for line in file.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@cache
def told(service: str) -> dict[str, Told]:
    """Its own, then those that it has from another's table."""
    readme = REPOSITORY / "services" / service / "README.md"
    part = re.search(r"^## Settings\n(.*?)(?=^## )", readme.read_text(), re.M | re.S)[1]
    found: dict[str, Told] = {}
    for lines in re.findall(r"(?:^\|.*\n)+", part, re.M):
        head, _, *rows = ([cell.strip() for cell in line.strip()[1:-1].split("|")] for line in lines.splitlines())
        for row in rows:
            found.update(_row(row, head, readme))
    if "those of accounts" in part and service != LENDER:
        patterns = [name for name, _ in NAMED.findall(next(text for text in part.split("\n\n") if "those of accounts" in text))]
        for name, one in told(LENDER).items():
            if name in {*STANDARD, *declared(service)} - set(found) and any(fnmatch(name, pattern) for pattern in patterns):
                is_alike = declared(service).get(name) == declared(LENDER).get(name)
                found[name] = Told(one.default if is_alike else "", one.meaning, one.head, one.source)
    return found


def _row(row: list[str], head: list[str], readme: Path) -> dict[str, Told]:
    names = NAMED.findall(row[0])
    defaults = _each(row[1], len(names)) if "default" in head else [f"`{default}`" if default else "" for _, default in names]
    return {name: Told(default, row[-1], head[-1], readme) for (name, _), default in zip(names, defaults)}


def _each(cell: str, number: int) -> list[str]:
    """One default for all, or one for each."""
    parts = [part.strip() for part in re.split(r",(?: |$)(?=(?:[^`]*`[^`]*`)*[^`]*$)", cell.strip())]
    if cell.startswith(", "):
        parts = ["", *parts[1:]]
    return parts if len(parts) == number else [cell] * number


def shown(service: str, name: str) -> str:
    """The default as the page has it: what only a running server could tell is told in words."""
    one, words = declared(service).get(name, Declared(None, False)), told(service)[name].default
    return words if one.default is None or "${" in one.default or (words and not words.startswith("`")) else code(one.default)


def is_needed(service: str, name: str) -> bool:
    return name in STANDARD - {"JVM_ARGS"} or name in declared(service) and declared(service)[name].is_needed


def page() -> str:
    return markdown.page("Settings", INTRODUCTION, *map(_of_service, SERVICES), _of_the_stack())


def _of_service(service: str) -> str:
    parts = [f"## {service}", f"More: {link('README', f'services/{service}/README.md')}."]
    for head in dict.fromkeys(one.head for one in told(service).values()):
        rows = [(code(name), shown(service, name) or ("to be given" if is_needed(service, name) else ""),
                 markdown.moved(one.meaning, one.source)) for name, one in told(service).items() if one.head == head]
        parts.append(table(("variable", "default", head), rows))
    return "\n\n".join(parts)


def _of_the_stack() -> str:
    """What `make run` reads: a comment is of all names up to the next empty line."""
    rows, meaning = [], ""
    lines = (REPOSITORY / "local/settings.env").read_text().split("\n\n", 1)[1].splitlines()
    words: list[str] = []
    for line in lines:
        if line.startswith("#"):
            words.append(line.lstrip("# "))
            meaning = " ".join(words)
        elif "=" in line:
            words = []
            name, _, value = line.partition("=")
            rows.append((code(name), code(value), f"port of {PORTS[name]}" if name in PORTS else meaning))
        else:
            meaning, words = "", []
    source = f"From {link('settings.env', 'local/settings.env')}; an environment variable of the same name wins."
    return "\n\n".join(["## make run", source, table(("variable", "default", "meaning"), rows)])
