"""Packs programs into images and pushes them into the lab's registry under upstream's names."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Event, Lock

import tomllib

from lab import root
from lab.builder import Builder
from lab.places import IMAGES, Places
from local.failure import Cancelled, Failure
from local.passwords import write_private

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
AS_LAYER = ("--skip=output/dev", "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*")
"""Devices are the runtime's business, and nobody reads manuals in there."""
AT_ONCE = 2


@dataclass(frozen=True)
class Image:
    """One entry of images.toml."""

    name: str
    tag: str = ""
    tool: str = ""
    base: str = ""
    programs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    links: dict = field(default_factory=dict, hash=False)
    entrypoint: tuple[str, ...] = ()


class Packer:
    """All images of the lab."""

    def __init__(self, places: Places, builder: Builder, registry: str) -> None:
        self._places = places
        self._builder = builder
        self._registry = registry
        self._lock = Lock()
        given = tomllib.loads((IMAGES / "images.toml").read_text())
        self.bases = {name: tuple(base["packages"]) for name, base in given["bases"].items()}
        self.images = [
            Image(**{key: tuple(value) if isinstance(value, list) else value for key, value in image.items()})
            for image in given["images"]
        ]

    def tools(self) -> list[str]:
        """What must be compiled before all can be packed."""
        return list(dict.fromkeys(image.tool for image in self.images if image.tool))

    def log_in(self, user: str, password: str) -> None:
        """Where crane finds the password; it is not told on a command line."""
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        write_private(self._folder / "config.json", json.dumps({"auths": {self._registry: {"auth": token}}}))

    def push(self, images: list[Image], cancelled: Event) -> str:
        """Those that the registry has already are left alone."""
        bases = dict.fromkeys(image.base for image in images if image.base)
        pushed = sum(self._ensure_base(base, cancelled) for base in bases)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            pushed += sum(threads.map(lambda image: self._ensure_image(image, cancelled), images))
        return f"{pushed} pushed, {len(images)} there"

    def _ensure_base(self, base: str, cancelled: Event) -> bool:
        return self._ensure(
            _base_reference(base), self._key_of_base(base), lambda target: self._push_base(base, target, cancelled)
        )

    def _ensure_image(self, image: Image, cancelled: Event) -> bool:
        return self._ensure(self._reference(image), self._key(image), lambda target: self._push(image, target, cancelled))

    @property
    def _folder(self) -> Path:
        folder = self._places.home / "registry"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _reference(self, image: Image) -> str:
        return f"{image.name}:{image.tag or self._builder.tools[image.tool].version}"

    def _key(self, image: Image) -> str:
        made_of = (
            image,
            sorted(image.links.items()),
            self._builder.tools[image.tool].key if image.tool else "",
            self._key_of_base(image.base),
        )
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    def _key_of_base(self, base: str) -> str:
        return hashlib.sha256(repr((base, self.bases[base], root.SUITE)).encode()).hexdigest() if base else ""

    def _ensure(self, reference: str, key: str, push: Callable[[str], str]) -> bool:
        """Whether it had to be pushed: what was pushed for which key is remembered, and the registry asked if it still has it."""
        record = self._folder / "pushed.json"
        with self._lock:
            pushed = _read(record).get(reference, {})
        if pushed.get("key") == key and self._has(reference, pushed["digest"]):
            return False
        digest = push(f"{self._registry}/{reference}")
        with self._lock:
            write_private(record, json.dumps({**_read(record), reference: {"key": key, "digest": digest}}, indent=2))
        return True

    def _has(self, reference: str, digest: str) -> bool:
        return self._crane("digest", f"{self._registry}/{reference}", check=False) == digest

    def _push_base(self, base: str, target: str, cancelled: Event) -> str:
        layer = root.debian(self._places, f"base-{base}", "minbase", self.bases[base], AS_LAYER, cancelled)
        self._crane("append", "--new_layer", layer, "--new_tag", target)
        return self._crane("digest", target)

    def _push(self, image: Image, target: str, cancelled: Event) -> str:
        if cancelled.is_set():
            raise Cancelled
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            layers = []
            if image.packages:
                name = f"image-{image.name.replace('/', '-')}"
                layers.append(root.debian(self._places, name, "extract", image.packages, AS_LAYER, cancelled))
            if image.programs or image.links:
                layers.append(self._layer(image, Path(folder) / "layer.tar"))
            base = ["--base", f"{self._registry}/{_base_reference(image.base)}"] if image.base else []
            self._crane("append", *base, *(word for layer in layers for word in ("--new_layer", layer)), "--new_tag", target)
        entrypoint = image.entrypoint or (f"/usr/local/bin/{image.programs[0]}",)
        self._crane("mutate", target, "--tag", target, "--env", PATH, "--entrypoint", ",".join(entrypoint))
        return self._crane("digest", target)

    def _layer(self, image: Image, layer: Path) -> Path:
        """The same bytes from the same programs, so that the registry knows a layer again."""
        with tarfile.open(layer, "w", format=tarfile.PAX_FORMAT) as archive:
            for program in image.programs:
                file = self._builder.outcome(image.tool) / "bin" / program
                entry = tarfile.TarInfo(f"usr/local/bin/{program}")
                entry.size, entry.mode = file.stat().st_size, 0o755
                with file.open("rb") as content:
                    archive.addfile(entry, content)
            for link in image.links.get("from", ()):
                entry = tarfile.TarInfo(link)
                entry.type, entry.linkname = tarfile.SYMTYPE, image.links["to"]
                archive.addfile(entry, BytesIO())
        return layer

    def _crane(self, *words: str | Path, check: bool = True) -> str:
        done = subprocess.run(
            [str(self._places.programs / "bin" / "crane"), *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "DOCKER_CONFIG": str(self._folder), "SSL_CERT_FILE": str(self._places.authority)},
        )
        if done.returncode and check:
            raise Failure(f"crane {' '.join(map(str, words[:2]))} failed: {done.stderr.strip()}")
        return done.stdout.strip()


def _base_reference(base: str) -> str:
    return f"twinharbor/base/{base}:{root.SUITE}"


def _read(record: Path) -> dict[str, dict[str, str]]:
    return json.loads(record.read_text()) if record.exists() else {}
