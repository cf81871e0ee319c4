"""What a kubectl command in a page names, held against what is in the clusters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import manifests

# Filled in by whoever reads: capitals, or what is in brackets.
OPEN = re.compile(r"[A-Z]{2,}|[<>…$]")
VALUED = {"-n", "--namespace", "-c", "--container", "-l", "--selector", "-o", "--output", "-f", "--filename", "-k", "-L", "-p",
          "--patch", "--context", "--from", "--raw", "--type"}
CONTEXTS = {"east", "west"}
OF_TYPES = {"get", "describe", "delete", "patch", "scale", "wait"}
OF_PODS = {"logs", "exec", "port-forward"}
# argo is a plugin (lab/tools/argo-rollouts).
OTHERS = {"apply", "argo", "config", "create", "drain", "top"}


def amiss(words: list[str]) -> Iterator[str]:
    """Whatever a command names that is not there."""
    options, given = _parsed(words[1:])
    namespace = options.get("-n", "")
    if namespace and not OPEN.search(namespace) and namespace not in manifests.namespaces():
        yield f"there is no namespace {namespace}"
    if (context := options.get("--context", "east")) not in CONTEXTS and not OPEN.search(context):
        yield f"there is no context {context}"
    if not given:
        return
    verb, *rest = given
    if verb not in OF_TYPES | OF_PODS | OTHERS:
        yield f"kubectl has no {verb}"
    if verb in OF_TYPES:
        yield from _of_types(namespace, rest)
    elif verb in OF_PODS and rest:
        yield from _is_there(*_typed(rest[0], "pods"), namespace)
    elif verb == "create" and "--from" in options:
        yield from _is_there(*_typed(options["--from"], "pods"), namespace)
    yield from _inside(options, namespace)


def _parsed(words: list[str]) -> tuple[dict[str, str], list[str]]:
    options, given, left = {}, [], iter(words)
    for word in left:
        if word == "--":
            break
        name, _, value = word.partition("=")
        if word in VALUED:
            value = next(left, "")
        if word.startswith("-"):
            options[{"--namespace": "-n", "--selector": "-l", "--container": "-c"}.get(name, name)] = value
        elif not re.fullmatch(r"<{1,3}|>{1,2}|[<>].*", word):
            given.append(word)
    return options, given


def _typed(word: str, usual: str) -> tuple[str, str]:
    kind, slash, name = word.rpartition("/")
    return (kind, name) if slash else (usual, word)


def _of_types(namespace: str, rest: list[str]) -> Iterator[str]:
    if any("/" in word for word in rest):
        for word in rest:
            yield from _is_there(*_typed(word, "pods"), namespace)
        return
    kinds = rest[0].split(",") if rest else []
    for kind in kinds:
        if not OPEN.search(kind) and kind not in manifests.resources():
            yield f"there is no type {kind}"
    for name in rest[1:]:
        if len(kinds) == 1:
            yield from _is_there(kinds[0], name, namespace)


def _is_there(kind: str, name: str, namespace: str) -> Iterator[str]:
    if OPEN.search(name) or OPEN.search(kind) or namespace == "kube-system":
        return
    plural = manifests.resources().get(kind, kind)
    if not any(plural == found and (OPEN.search(namespace) or namespace == place or not place) and re.fullmatch(pattern, name)
               for found, place, pattern in manifests.named()):
        yield f"there is no {kind} {name} in {namespace or 'the cluster'}"


def _inside(options: dict[str, str], namespace: str) -> Iterator[str]:
    """Labels and containers of what is in a namespace that is said."""
    if not namespace or OPEN.search(namespace) or namespace == "kube-system":
        return
    for selector in filter(None, options.get("-l", "").split(",")):
        if "=" in selector and not OPEN.search(selector) and selector not in manifests.labels()[namespace]:
            yield f"nothing in {namespace} is labelled {selector}"
    container = options.get("-c", "")
    if container and not OPEN.search(container) and container not in manifests.containers()[namespace]:
        yield f"nothing in {namespace} has a container {container}"
