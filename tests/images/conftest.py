"""The images of `make images`, run as a cluster runs them."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable

import pytest
from containerd import Containerd
from made import GONE, IMAGES

from local.places import REPOSITORY

Start = Callable[..., subprocess.Popen]


@pytest.fixture(scope="session")
def built() -> Callable[[str], str]:
    """The id of the image in an archive, whatever else buildah's storage holds under its name."""
    GONE.parent.mkdir(parents=True, exist_ok=True)
    GONE.touch()
    done = subprocess.run(["make", "images"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return lambda image: subprocess.run(["buildah", "pull", "--quiet", f"oci-archive:{IMAGES}/{image}.tar"],
                                        check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="session")
def user_id() -> int:
    """One of those that OpenShift hands out."""
    return random.randrange(1_000_000_000, 1_001_000_000)


@pytest.fixture(scope="session")
def packed(built, user_id, tmp_path_factory) -> Callable[[str], Start]:
    """Starts containers of an image, with another user id as its default: this version of ctr has no option for that."""
    engine = Containerd(tmp_path_factory.mktemp("containerd"))
    names = {}

    def load(image: str) -> Start:
        if image not in names:
            folder = tmp_path_factory.mktemp(image)
            (folder / "Containerfile").write_text(f"FROM {built(image)}\nUSER {user_id}:0\n")
            names[image] = name = f"localhost/twinharbor/{image}:user-{user_id}"
            subprocess.run(["buildah", "build", "--quiet", "--format", "oci", "--tag", name, folder],
                           check=True, capture_output=True)
            subprocess.run(["buildah", "push", "--quiet", name, f"oci-archive:{folder}/image.tar:{name}"], check=True)
            subprocess.run(["buildah", "rmi", name], check=True, capture_output=True)
            engine.load(folder / "image.tar")
        return lambda *arguments, **options: engine.start(names[image], *arguments, **options)

    yield load
    engine.stop()
