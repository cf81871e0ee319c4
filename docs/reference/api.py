"""The API of each service, from its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import yaml

from docs.reference import markdown
from docs.reference.markdown import code, link, sentence, table
from local.places import REPOSITORY

METHODS = ("get", "post", "put", "patch", "delete")
INTRODUCTION = """
What each service answers, from the OpenAPI descriptions that are its contract: schemas, examples and headers are there. `make
run` shows that of accounts at `https://localhost:8443/openapi/ui/`, where it can be tried. Whatever goes wrong is told as [RFC
9457](https://www.rfc-editor.org/rfc/rfc9457) problem details. Who wants no token says so; the console has pages, and no API of
its own but what consoles ask each other.
"""


@cache
def described() -> dict[str, dict]:
    """By service."""
    files = sorted(REPOSITORY.glob("services/*/service/src/main/resources/META-INF/openapi.yaml"))
    return {file.relative_to(REPOSITORY).parts[1]: yaml.safe_load(file.read_text()) for file in files}


def operations(service: str) -> Iterator[tuple[str, dict]]:
    """Each by its method and path, with the parameters of its path."""
    for path, item in described()[service]["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", {**item[method], "parameters": [*item.get("parameters", ()),
                                                                                   *item[method].get("parameters", ())]}


def page() -> str:
    return markdown.page("API", INTRODUCTION, *map(_of_service, described()))


def _of_service(service: str) -> str:
    whole = described()[service]
    file = f"services/{service}/service/src/main/resources/META-INF/openapi.yaml"
    about = whole["info"]
    parts = [f"## {service}", f"{sentence(about['summary'])} {link('openapi.yaml', file)}, version {about['version']}."]
    for name, operation in operations(service):
        parts += [f"### {name}", sentence(operation["summary"]), operation.get("description", "").strip(), _who(whole, operation),
                  _taken(whole, operation), _answered(whole, operation)]
    return "\n\n".join(part for part in parts if part)


def _who(whole: dict, operation: dict) -> str:
    ways = operation.get("security", whole.get("security", []))
    named = sorted({name for way in ways for name in way})
    return f"Security: {', '.join(map(code, named)) or 'none'}{', or none' if named and {} in ways else ''}."


def _taken(whole: dict, operation: dict) -> str:
    found = [_followed(whole, one) for one in operation["parameters"]]
    rows = [(code(one["name"]), one["in"] + (", needed" if one.get("required") else ""),
             code(str(one["schema"]["default"])) if "default" in one.get("schema", {}) else "",
             sentence(one["description"]) if "description" in one else "") for one in found]
    body = _followed(whole, operation["requestBody"]) if "requestBody" in operation else {}
    says = sentence(body.get("description", "As the schema says"))
    rows += [(code(kind), "body", "", says) for kind in body.get("content", ())]
    return table(("parameter", "in", "default", "what"), rows) if rows else ""


def _answered(whole: dict, operation: dict) -> str:
    return table(("answer", "when"), [(code(status), sentence(_followed(whole, answer)["description"]))
                                      for status, answer in operation["responses"].items()])


def _followed(whole: dict, one: dict) -> dict:
    while "$ref" in one:
        found = whole
        for step in one["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        one = found
    return one
