"""Gives the primary of production's database to a cluster, by the file in Git; where Argo CD is lost, in its place."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

from lab import inventory, kubectl, playbooks
from lab.git_server import GitServer
from lab.inventory import Inventory
from lab.machines import Machines
from lab.places import Places
from lab.sealing import REPOSITORY
from local.failure import Failure
from local.screen import say

SAID_IN = "kustomize/services/accounts/overlays/production/primary/primary.env"
DATABASE = ("--namespace=accounts", "clusters.postgresql.cnpg.io", "accounts-db")
NOBODY = "none"
REPOSITORIES = "var/lib/gitea/repositories"


def give(places: Places, cluster: str, lost: str | None) -> int:
    """Clients come first: what must not be forgotten, but can wait, is done after the database has its new primary."""
    described = inventory.read(places)
    check(described, cluster, lost)
    if lost:
        if lost == described.argo_cd:
            _promote(places, cluster)
            say(f"{cluster} goes on without {lost}, and without Argo CD")
    else:
        for other in _left_out(places):
            _check_follows(places, other, cluster)
    say(_commit(places, described, cluster, lost or NOBODY))
    _leave_out(places, [lost] if lost else [])
    return 0


def check(described: Inventory, cluster: str, lost: str | None) -> None:
    for name in (cluster, *([lost] if lost else [])):
        if name not in described.clusters:
            raise Failure(f"there is no cluster {name}; there are {', '.join(described.clusters)}.")
    if cluster == lost:
        raise Failure(f"{cluster} cannot have it and be lost.")


def check_made_anew(places: Places, described: Inventory) -> None:
    """A primary that is made anew would begin with an empty database, and take clients' writes into that.

    Asked before anything is made, of the Git server's own disk: the server may be off.
    """
    disks = Machines(places).disk
    gone = [cluster for cluster, hosts in described.clusters.items() if not disks(hosts[0].name).exists()]
    others = [cluster for cluster in described.clusters if cluster not in gone]
    if gone and others and (primary := _said_in(disks(described.hub.name) / REPOSITORIES / f"{REPOSITORY}.git")) in gone:
        raise Failure(
            f"the disk of {primary} is gone, and Git says that it has the primary of production's database: made anew, it would "
            f"begin with an empty one. Say first who goes on: python3 -m lab primary {others[0]} --lost {primary}"
        )


def _said_in(repository: Path) -> str:
    """Empty where there is none yet."""
    asked = ["git", "-c", "safe.directory=*", f"--git-dir={repository}", "show", f"main:{SAID_IN}"]
    found = re.search(r"^PRIMARY=(\S+)", subprocess.run(asked, capture_output=True, text=True, check=False).stdout, re.MULTILINE)
    return found[1] if found else ""


def changed(text: str, cluster: str, lost: str) -> str:
    """The file's text, when it says so."""
    for name, value in {"PRIMARY": cluster, "LOST": lost}.items():
        text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
    return text


def _promote(places: Places, cluster: str) -> None:
    patch = json.dumps({"spec": {"replica": {"primary": cluster, "promotionToken": None}}})
    _kubectl(places, cluster, "patch", *DATABASE, "--type=merge", f"--patch={patch}")


def _check_follows(places: Places, other: str, cluster: str) -> None:
    """One that was lost, and has not heard yet that another went on, would serve clients from what it has."""
    says = _kubectl(places, other, "get", *DATABASE, "--output=jsonpath={.spec.replica.primary}")
    if says != cluster:
        raise Failure(f"{other} is back, but has its primary in {says or 'no cluster'} still: Argo CD has to bring it first.")


def _kubectl(places: Places, cluster: str, *words: str) -> str:
    done = kubectl.run(places, cluster, "--request-timeout=10s", *words)
    if done.returncode:
        raise Failure(f"{cluster}: kubectl {words[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def _commit(places: Places, described: Inventory, cluster: str, lost: str) -> str:
    server = GitServer(places, described)
    with tempfile.TemporaryDirectory(dir=places.home) as temporary:
        clone = Path(temporary) / "clone"
        server.git(Path(temporary), "clone", "--quiet", "--depth=1", server.repository(REPOSITORY), str(clone))
        file = clone / SAID_IN
        file.write_text(changed(file.read_text(), cluster, lost))
        if not server.git(clone, "status", "--porcelain"):
            return f"Git says already that {cluster} has the primary"
        why = f"The primary is in {cluster}" + (f", for {lost} is lost" if lost != NOBODY else "")
        server.git(clone, "commit", "--quiet", "--all", "--message", why)
        server.git(clone, "push", "--quiet", "origin", "HEAD:main")
    return f"Git says that {cluster} has the primary"


def _left_out(places: Places) -> list[str]:
    return places.left_out.read_text().split() if places.left_out.exists() else []


def _leave_out(places: Places, clusters: list[str]) -> None:
    """Told the edge each time: what was written down before may not have reached it."""
    places.left_out.write_text("".join(f"{name}\n" for name in clusters))
    playbooks.run(places, "shared_services", "--tags=edge")
    say(f"the edge leaves out {', '.join(clusters) or 'nobody'}")
