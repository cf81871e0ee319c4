"""What can be asked of the repository: make's targets, and the commands behind them."""

from __future__ import annotations

import ast
import re

from docs.reference import markdown
from docs.reference.markdown import code, link, table
from local.places import REPOSITORY

MAKEFILES = ("Makefile", "images/images.mk", "lab/lab.mk")
PROGRAMS = {"local": "local/__main__.py", "lab": "lab/__main__.py"}
TARGET = re.compile(r"^([a-z][a-z0-9-]*):.*## (.*)$", re.M)
STAGES = "tests/__main__.py"
INTRODUCTION = """
`make help` has the first list, too; a command with `--help` has its options.
"""


def targets() -> dict[str, dict[str, str]]:
    """By file: what each target does."""
    return {file: dict(TARGET.findall((REPOSITORY / file).read_text())) for file in MAKEFILES}


def commands(program: str) -> dict[str, str]:
    """Of a package that is run with python3 -m, as it declares them."""
    found = {}
    for call in ast.walk(ast.parse((REPOSITORY / PROGRAMS[program]).read_text())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "add_parser":
            words = {keyword.arg: keyword.value for keyword in call.keywords}
            found[ast.literal_eval(call.args[0])] = ast.literal_eval(words["help"]) if "help" in words else ""
    return found


def stages() -> list[str]:
    """What make test consists of."""
    module = ast.parse((REPOSITORY / STAGES).read_text())
    found = next(line.value for line in module.body if isinstance(line, ast.Assign) and line.targets[0].id == "STAGES")
    return [ast.literal_eval(name) for name in found.keys]


def page() -> str:
    parts = ["## make"]
    for file, found in targets().items():
        rows = [(code(f"make {name}"), words) for name, words in found.items()]
        parts += [f"From {link(file, file)}:", table(("target", "what it does"), rows)]
    for program, file in PROGRAMS.items():
        rows = [(code(f"python3 -m {program} {name}"), words) for name, words in commands(program).items()]
        parts += [f"## python3 -m {program}", f"From {link(file, file)}:", table(("command", "what it does"), rows)]
    parts += ["## python3 -m tests", "One stage of `make test` alone, with the Python that it has set up: "
              + ", ".join(code(f".twinharbor/tests/bin/python -m tests {name}") for name in stages()) + "."]
    return markdown.page("Commands", INTRODUCTION, *parts)
