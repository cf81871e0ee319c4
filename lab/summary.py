"""What a user wants to know when the lab is up."""

from __future__ import annotations

from lab import selection
from lab.inventory import Inventory
from lab.places import Places

ARGO_CD = "argocd-admin"


def where(places: Places, described: Inventory, seconds: float) -> str:
    zone = described.zone
    clusters = list(described.clusters)

    def credentials(file: str) -> str:
        return f"{described.users[file]}, password in {places.shown(places.secrets / file)}"

    lines = [
        f"\nThe lab is up after {seconds // 60:.0f} min {seconds % 60:.0f} s: clusters {' and '.join(clusters)}, and the hub.\n",
        *(
            f"  {'cluster ' + name:<16} export KUBECONFIG={places.shown(places.kubeconfigs / f'{name}.yaml')}"
            for name in clusters
        ),
        f"  {'kubectl':<16} {places.shown(places.programs / 'bin' / 'kubectl')}",
        f"  {'Git':<16} https://git.{zone}   {credentials('git-admin')}",
        f"  {'registry':<16} https://registry.{zone}   {credentials('registry-push')}",
        f"  {'S3':<16} https://s3.{zone}   {credentials('s3-secret-key')}",
        *_argo_cd(places, zone),
        f"  {'documents':<16} https://docs.{zone}   once make docs publish has brought them",
        f"  {'edge':<16} https://api.{zone}   both clusters behind it",
        f"  {'authority':<16} {places.shown(places.authority)}",
        f"  {'machines':<16} {', '.join(host.name for host in described.hosts)}: make lab-shell HOST=east",
        "\nmake lab-status tells how it is, make down stops it and keeps its data, make clean-lab deletes it.",
    ]
    return "\n".join(lines)


def _argo_cd(places: Places, zone: str) -> list[str]:
    if places.without_platform.exists():
        return [f"  {'platform':<16} none, as was once asked for: make lab PLATFORM=yes brings it"]
    if not (places.secrets / ARGO_CD).exists():
        return []
    kept = places.shown(places.secrets / ARGO_CD)
    others = "developer, release-manager and operations, each in argocd-<name> beside it"
    missing = selection.missing(places)
    return [
        f"  {'Argo CD':<16} https://argocd.{zone}   admin, password in {kept}; {others}",
        *([f"  {'not there':<16} {', '.join(missing)}: make lab SERVICES=all brings them"] if missing else []),
    ]
