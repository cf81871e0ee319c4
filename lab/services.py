"""The steps that make of servers what they are for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial

from lab import kinds, mirror, packing, playbooks, releases, rendering, sealing
from lab.arrivals import Arrivals
from lab.builder import Builder
from lab.git_server import GitServer
from lab.inventory import Inventory
from lab.packing import Image, Packer
from lab.places import Places
from local.steps import Steps

PUSH_PASSWORD = "TWINHARBOR_REGISTRY_PUSH_PASSWORD"


def tool_step(name: str) -> str:
    """What the step is called that compiles a tool."""
    return f"compile {name}"


def push_password(places: Places, environment: Mapping[str, str] = os.environ) -> str:
    """As Ansible has it: from the environment, or else from the file that Ansible has made."""
    return environment.get(PUSH_PASSWORD) or (places.secrets / "registry-push").read_text().strip()


class Services:
    """What Ansible makes of machines: the hub's services, the clusters, and what the clusters are to run."""

    def __init__(self, steps: Steps, places: Places, builder: Builder, packer: Packer, described: Inventory) -> None:
        self._steps = steps
        self._places = places
        self._builder = builder
        self._packer = packer
        self._described = described

    def add_clusters(self) -> None:
        add, after = self._steps.add, self._after
        add("hub", lambda: self._play("shared_services", "--skip-tags=git_server"), ["servers"])
        add(
            "images",
            lambda: self._push(packing.CONTROL_PLANE),
            ["hub", *after("crane", *self._packer.tools(packing.CONTROL_PLANE))],
        )
        add("clusters", lambda: self._play("clusters", "--tags=nodes"), ["images"])
        add("more images", lambda: self._push(packing.CLUSTER), ["images", *after(*self._packer.tools(packing.CLUSTER))])
        add("pod network", lambda: self._play("clusters", "--tags=cluster"), ["clusters", "more images"])
        add("git", lambda: self._play("shared_services", "--tags=git_server", tools=["gitea"]), ["hub", *after("gitea")])

    def add_platform(self) -> None:
        """All is compiled, packed, built and signed before Argo CD begins.

        It tries whatever has no image again and again, which would slow the rest many times.
        """
        add = self._steps.add
        add("upstream", lambda: mirror.fill(self._places, self._git_server(), self._steps.cancelled), ["git"])
        before = "more images"
        for tool in dict.fromkeys(image.tool for image in self._packer.stages[packing.PLATFORM]):
            images = [image for image in self._packer.stages[packing.PLATFORM] if image.tool == tool]
            name = f"images of {tool or 'others'}"
            add(name, partial(self._push_images, images), [before, *self._after(*images[0].tools)])
            before = name
        add("kinds", self._lay_kinds, ["clusters", *self._after("kustomize")])
        add("repository", lambda: self._play("platform", "--tags=keys"), ["git", "clusters"])
        add("secrets", self._seal, ["repository", *self._after("sealed-secrets")])
        add("releases", self._release, ["secrets", *self._after("cosign")])
        add("packed releases", self._adopt, ["releases", before])
        arrivals = Arrivals(
            self._places,
            self._described,
            lambda variables: self._play("platform", "--tags=argo_cd", variables=variables),
            self._steps.cancelled,
        )
        arrivals.add(self._steps, ["upstream", "pod network", "kinds", "packed releases"])

    def _play(self, name: str, *options: str, tools: Iterable[str] = (), variables: Mapping | None = None) -> str:
        self._builder.offer(tools)
        return playbooks.run(self._places, name, *options, variables=variables, cancelled=self._steps.cancelled)

    def _push(self, stage: str) -> str:
        return self._push_images(self._packer.stages[stage])

    def _push_images(self, images: list[Image]) -> str:
        self._builder.offer(["crane", *(tool for image in images for tool in image.tools)])
        self._packer.registry.log_in(self._described.users["registry-push"], push_password(self._places))
        return self._packer.push(images, self._steps.cancelled)

    def _release(self) -> str:
        self._builder.offer(["crane", "cosign"])
        return releases.bring(
            self._places, self._git_server(), self._packer.registry, self._packer.ours(), self._steps.cancelled
        )

    def _adopt(self) -> str:
        return releases.adopt(self._places, self._git_server(), self._packer.registry, self._packer.ours())

    def _lay_kinds(self) -> str:
        self._builder.make("kustomize", self._steps.cancelled)
        return kinds.lay(self._places, self._described, rendering.program(self._builder))

    def _seal(self) -> str:
        self._builder.offer(["sealed-secrets"])
        return sealing.seal(self._places, self._described, self._git_server())

    def _git_server(self) -> GitServer:
        """Its password is there once it is."""
        return GitServer(self._places, self._described)

    def _after(self, *tools: str) -> list[str]:
        """Those that were compiled before have no step of their own."""
        return ["tools", *(tool_step(name) for name in tools if self._steps.has(tool_step(name)))]
