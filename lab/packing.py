"""Packs programs into images and pushes them into the lab's registry under upstream's names."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock

import tomllib

from lab import maven, root
from lab.builder import Builder
from lab.places import IMAGES, Places
from lab.registry import Registry
from lab.tool import wheel_version
from local.failure import Cancelled, Failure
from local.passwords import write_private

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
AS_LAYER = ("--skip=output/dev", "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*")
"""Devices are the runtime's business, and nobody reads manuals in there."""
OURS = "twinharbor/"
AT_ONCE = 2
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
CONTROL_PLANE, CLUSTER, PLATFORM = STAGES = ("control_plane", "cluster", "platform")
"""What waits for an image: kubeadm, what every cluster has before anything else, or what Argo CD brings."""


@dataclass(frozen=True)
class Image:
    """One entry of images.toml."""

    name: str
    tag: str = ""
    tool: str = ""
    wheel: str = ""
    base: str = ""
    programs: tuple[str, ...] = ()
    also: dict[str, list[str]] = field(default_factory=dict, hash=False)
    wheels: dict[str, list[str]] = field(default_factory=dict, hash=False)
    maven: bool = False
    files: dict[str, str] = field(default_factory=dict, hash=False)
    packages: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    given: dict[str, str] = field(default_factory=dict, hash=False)
    links: dict[str, list[str]] = field(default_factory=dict, hash=False)
    entrypoint: tuple[str, ...] = ()
    user: str = ""
    nsswitch: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def tools(self) -> list[str]:
        """What must be compiled before it can be packed."""
        return [*([self.tool] if self.tool else []), *self.also]


class Packer:
    """All images of the lab."""

    def __init__(self, places: Places, builder: Builder, registry: Registry) -> None:
        self._places = places
        self._builder = builder
        self.registry = registry
        self._lock = Lock()
        given = tomllib.loads((IMAGES / "images.toml").read_text())
        self.bases = {name: tuple(base["packages"]) for name, base in given["bases"].items()}
        self._folders = {name: tuple(base.get("folders", ())) for name, base in given["bases"].items()}
        self.stages = {stage: [_image(image) for image in given[stage]] for stage in STAGES}

    @property
    def images(self) -> list[Image]:
        return [image for images in self.stages.values() for image in images]

    def tools(self, stage: str) -> list[str]:
        """What must be compiled before all of a stage can be packed."""
        return list(dict.fromkeys(tool for image in self.stages[stage] for tool in image.tools))

    def ours(self) -> dict[str, str]:
        """Where those are that are called by this project's name and not by upstream's, by what follows it."""
        return {
            image.name.removeprefix(OURS): f"{self.registry.address}/{self._reference(image)}"
            for image in self.images
            if image.name.startswith(OURS)
        }

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

    def _reference(self, image: Image) -> str:
        return f"{image.name}:{self._tag(image)}"

    def _tag(self, image: Image) -> str:
        if image.wheel:
            return f"v{wheel_version(image.wheel)}"
        return self._builder.tools[image.tool].filled(image.tag or "{version}") if image.tool else image.tag

    def _key(self, image: Image) -> str:
        made_of = (
            image,
            [self._builder.tools[tool].key for tool in image.tools],
            self._tag(image),
            self._key_of_base(image.base),
            [(name, hashlib.sha256(file.read_bytes()).hexdigest()) for name, file in _given(image).items()],
            [wheel_version(wheel) for wheel in image.wheels],
            maven.key() if image.maven else "",
        )
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    def _key_of_base(self, base: str) -> str:
        if not base:
            return ""
        made_of = (base, self.bases[base], root.SUITE, *self._folders[base])
        return hashlib.sha256(repr(made_of).encode()).hexdigest()

    def _ensure(self, reference: str, key: str, push: Callable[[str], str]) -> bool:
        """Whether it had to be pushed: what was pushed for which key is remembered, and the registry asked if it still has it."""
        record = self.registry.folder / "pushed.json"
        with self._lock:
            pushed = _read(record).get(reference, {})
        if pushed.get("key") == key and self._has(reference, pushed["digest"]):
            return False
        digest = push(f"{self.registry.address}/{reference}")
        with self._lock:
            write_private(record, json.dumps({**_read(record), reference: {"key": key, "digest": digest}}, indent=2))
        return True

    def _has(self, reference: str, digest: str) -> bool:
        return self.registry.digest(f"{self.registry.address}/{reference}") == digest

    def _push_base(self, base: str, target: str, cancelled: Event) -> str:
        made = [f'--setup-hook=mkdir -p "$1/{folder}"' for folder in self._folders[base]]
        layer = root.debian(self._places, f"base-{base}", "minbase", self.bases[base], (*AS_LAYER, *made), cancelled)
        self.registry.crane("append", "--new_layer", layer, "--new_tag", target)
        return self.registry.crane("digest", target)

    def _push(self, image: Image, target: str, cancelled: Event) -> str:
        if cancelled.is_set():
            raise Cancelled
        with tempfile.TemporaryDirectory(dir=self.registry.folder) as folder:
            layers = []
            if image.packages:
                name = f"image-{image.name.replace('/', '-')}"
                layers.append(root.debian(self._places, name, "extract", image.packages, AS_LAYER, cancelled))
            if image.programs or image.links or image.nsswitch or _given(image):
                layers.append(self._layer(image, Path(folder) / "layer.tar"))
            if image.maven:
                kept = maven.repository(self._places, cancelled)
                layers.append(_folder_layer(kept, maven.TARGET, Path(folder) / "maven.tar"))
            base = ["--base", f"{self.registry.address}/{_base_reference(image.base)}"] if image.base else []
            self.registry.crane(
                "append", *base, *(word for layer in layers for word in ("--new_layer", layer)), "--new_tag", target
            )
        entrypoint = image.entrypoint or (f"/usr/local/bin/{image.programs[0]}",)
        who = ["--user", image.user] if image.user else []
        self.registry.crane("mutate", target, "--tag", target, "--env", PATH, "--entrypoint", ",".join(entrypoint), *who)
        return self.registry.crane("digest", target)

    def _layer(self, image: Image, layer: Path) -> Path:
        """The same bytes from the same programs, so that the registry knows a layer again."""
        with tarfile.open(layer, "w", format=tarfile.PAX_FORMAT) as archive:
            for tool, programs in {image.tool: image.programs, **image.also}.items():
                folder = self._builder.outcome(tool) if tool else self._places.venv
                for program in programs:
                    _add(archive, folder / "bin" / program, f"usr/local/bin/{program}")
            for wheel, programs in image.wheels.items():
                for program in programs:
                    _add(archive, _of_wheel(self._places.venv, wheel, program), f"usr/local/bin/{program}")
            for name, target in image.files.items():
                _add(archive, self._builder.outcome(image.tool) / "files" / name, target)
            for name, file in _given(image).items():
                _add(archive, file, name)
            for folder in image.folders:
                entry = tarfile.TarInfo(folder)
                entry.type, entry.mode = tarfile.DIRTYPE, 0o775
                archive.addfile(entry)
            if image.nsswitch:
                lines = (f"{database}: {services}\n" for database, services in image.nsswitch.items())
                _add_text(archive, "".join(lines), "etc/nsswitch.conf")
            for target, links in image.links.items():
                for link in links:
                    entry = tarfile.TarInfo(link.replace("{architecture}", ARCHITECTURE))
                    entry.type, entry.linkname = tarfile.SYMTYPE, target
                    archive.addfile(entry)
        return layer


def _image(given: dict) -> Image:
    return Image(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


def _given(image: Image) -> dict[str, Path]:
    """Files of the folders that whoever makes the lab names by an environment variable, by where they go."""
    files = {}
    for variable, target in image.given.items():
        if not (name := os.environ.get(variable)):
            continue
        folder = Path(name).resolve()
        if not folder.is_dir():
            raise Failure(f"{variable}={name} is no folder; it is packed into {image.name} as /{target}.")
        files |= {f"{target}/{file.relative_to(folder)}": file for file in sorted(folder.rglob("*")) if file.is_file()}
    return files


def _of_wheel(venv: Path, wheel: str, program: str) -> Path:
    """The program itself: what some wheels put into bin is a script of Python's that starts it."""
    inside = venv.glob(f"lib/python*/site-packages/{wheel.replace('-', '_')}/data/bin/{program}")
    return next(inside, venv / "bin" / program)


def _folder_layer(folder: Path, target: str, layer: Path) -> Path:
    """The same bytes from the same files, whenever they were fetched."""
    tar = ["tar", "--create", f"--file={layer}", f"--directory={folder}", f"--transform=s:^[.]:{target}:"]
    subprocess.run([*tar, "--sort=name", "--owner=0", "--group=0", "--mode=a=rX,u+w", "--mtime=@0", "."], check=True)
    return layer


def _add(archive: tarfile.TarFile, file: Path, name: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = file.stat().st_size, 0o755
    with file.open("rb") as content:
        archive.addfile(entry, content)


def _add_text(archive: tarfile.TarFile, text: str, name: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o644
    archive.addfile(entry, io.BytesIO(content))


def _base_reference(base: str) -> str:
    return f"twinharbor/base/{base}:{root.SUITE}"


def _read(record: Path) -> dict[str, dict[str, str]]:
    return json.loads(record.read_text()) if record.exists() else {}
