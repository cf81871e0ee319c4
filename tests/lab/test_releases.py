"""Digests that the lab writes where Git names an image that it has made."""

from __future__ import annotations

from pathlib import Path

from lab import releases

NOBODY_BUILT = "sha256:" + "0" * 64
ENTRY = """\
  - name: twinharbor/{image}
    newName: registry.example/twinharbor/{image}
    digest: {digest}
"""


def test_images_that_nobody_has_built_yet_get_each_its_own_digest(tmp_path: Path) -> None:
    file = tmp_path / "kustomize" / "kustomization.yaml"
    file.parent.mkdir()
    images = ("build-tools", "traffic", "traffic-more")
    file.write_text("images:\n" + "".join(ENTRY.format(image=image, digest=NOBODY_BUILT) for image in images))
    for number, release in enumerate(releases.read(tmp_path), start=1):
        releases._record(release, f"sha256:{number:064}")
    assert [(release.image, int(release.digest[-3:])) for release in releases.read(tmp_path)] == [
        ("build-tools", 1),
        ("traffic", 2),
        ("traffic-more", 3),
    ]


def test_what_openshift_is_to_have_is_not_built_for_the_lab(tmp_path: Path) -> None:
    for setting in ("lab", "okd", "okd-route"):
        file = tmp_path / "kustomize" / "platform" / "keycloak" / "overlays" / setting / "kustomization.yaml"
        file.parent.mkdir(parents=True)
        file.write_text("images:\n" + ENTRY.format(image="keycloak", digest=NOBODY_BUILT))
    assert [release.file.parent.name for release in releases.read(tmp_path)] == ["lab"]
