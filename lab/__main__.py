"""The command line of the lab; it sets up its own Python environment on the first run."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from lab.places import LAB, Places
from local import entry, virtualenv
from local.failure import Failure
from local.lock import calling_off, exclusive
from local.screen import say

OLDEST_PYTHON = (3, 11)
DESCRIPTION = """\
A data centre on one machine: hub, east and west as systemd-nspawn machines, provisioned by Ansible into two
Kubernetes clusters and what they share. State is in .twinharbor/lab (TWINHARBOR_HOME names another folder than
.twinharbor); what is compiled is kept in ~/.cache/twinharbor (TWINHARBOR_CACHE), where other checkouts find it, too."""


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("twinharbor: Python 3.11 or later is needed, as Debian 12 has it.")
    given = arguments()
    return entry.run(lambda: run(given, Places.of()), "interrupted; what is done is kept, and `make lab` goes on from there")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 -m lab", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    up = commands.add_parser(
        "up",
        help="make and start all of it",
        description=("Makes and starts whatever is missing and says where it is. Can be broken off and repeated at any time."),
    )
    up.add_argument(
        "--nodes", type=_nodes, metavar="N", help="nodes in each cluster, instead of what ansible/inventories/lab has"
    )
    up.add_argument(
        "--platform",
        choices=("yes", "no"),
        help="whether Argo CD comes, with all that it brings; if not said: as before, at first yes",
    )
    up.add_argument(
        "--services",
        metavar="NAMES",
        help="those of kustomize/services that the clusters are to have, with commas, or all; if not said: as before, at first"
        " all, or accounts alone on a machine of few cores",
    )
    commands.add_parser("status", help="health of each part; the exit status is 3 if one is not well")
    shell = commands.add_parser("shell", help="a shell on one of its machines")
    shell.add_argument("host", help="hub, east, west …")
    shell.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND", help="run this instead of a shell")
    commands.add_parser("usage", help="what each machine uses of this one's cores and memory, as JSON")
    commands.add_parser("describe", help="where everything is, as JSON")
    kill = commands.add_parser("kill", help="end a machine as a power cut would; make lab brings it back")
    kill.add_argument("host", help="hub, east, west …")
    cut = commands.add_parser("cut", help="take a machine off the network for a while, in both directions")
    cut.add_argument("host", help="hub, east, west …")
    cut.add_argument("--seconds", type=_seconds, default=60, help="how long; %(default)s if not said")
    play = commands.add_parser(
        "play",
        help="run one of Ansible's playbooks",
        description=(
            "Runs a playbook of ansible/playbooks with the inventory of the lab; further options are those of ansible-playbook."
        ),
    )
    play.add_argument("playbook", help="site, servers, shared_services, clusters, platform, documents, backup, restore")
    play.add_argument("options", nargs=argparse.REMAINDER, metavar="OPTION")
    tools = commands.add_parser("tools", help="compile every tool that is not compiled yet, and wait for it")
    tools.add_argument("names", nargs="*", metavar="NAME", help="these alone, as lab/tools has them")
    render = commands.add_parser("render", help="what every overlay of kustomize and gitops comes to, without a cluster")
    render.add_argument("into", type=Path, help="the folder for it, which is emptied first")
    rotate = commands.add_parser("rotate", help="give a secret of lab/secrets.toml a new value, and restart what uses it")
    rotate.add_argument("secret", help="namespace/name, such as accounts/accounts-app")
    primary = commands.add_parser("primary", help="give the primary of production's database to a cluster (docs/runbooks)")
    primary.add_argument("cluster", help="which is to have it: east, west")
    primary.add_argument("--lost", metavar="CLUSTER", help="one that is not there to hand it over, and is left out at the edge")
    sign = commands.add_parser("sign", help="sign images that production is to run, with the pipelines' key")
    sign.add_argument("images", nargs="+", metavar="IMAGE", help="by its name and digest: registry.example/name@sha256:…")
    backup = commands.add_parser(
        "backup",
        help="keep what neither Git nor a bucket would bring back",
        description=(
            "Writes keys, Git server, images, buckets, etcd and Keycloak into a folder, encrypted, with checksums. "
            "What opens it is in ~/.config/twinharbor/backup-identity.txt (TWINHARBOR_BACKUP_IDENTITY): keep a copy elsewhere."
        ),
    )
    backup.add_argument("--to", type=Path, help="the folder; if not said, a new one in .twinharbor/backups")
    restore = commands.add_parser(
        "restore",
        help="bring back what a backup has",
        description=(
            "Checks all of a backup, and brings back keys and what both clusters use; without a lab keys alone, with which "
            "make lab then makes one. Clusters come back from Git; --part takes one back to what it was then."
        ),
    )
    restore.add_argument("--from", dest="folder", type=Path, required=True, help="the backup's folder")
    restore.add_argument(
        "--part", action="append", choices=("hub", "etcd", "keycloak"), default=[], help="this alone; can be said more than once"
    )
    commands.add_parser("down", help="stop all of it; data stay")
    clean = commands.add_parser("clean", help="stop it and delete its data, keys and passwords")
    clean.add_argument("--yes", action="store_true", help="do not ask")
    clean.add_argument("--cache", action="store_true", help="delete what was compiled, too")
    return parser.parse_args()


def run(given: argparse.Namespace, places: Places) -> int:
    if given.command == "up":
        from lab import needs

        needs.check(places)
    if given.command not in ("up", "tools", "render", "restore") and not places.home.exists():
        say("There is no lab here: make lab makes one.")
        return 0 if given.command in ("usage", "down", "clean") else 3
    places.make()
    if given.command in ("up", "tools", "render", "status", "describe", "play", "rotate", "primary", "sign", "backup", "restore"):
        virtualenv.enter("lab", LAB / "requirements.txt", places.python)
    if given.command == "status":
        from lab import status

        return status.status(places)
    if given.command == "describe":
        from lab import describing

        return describing.describe(places)
    if given.command == "render":
        from lab import rendering

        return rendering.render(places, given.into.resolve())
    if given.command == "usage":
        from lab import describing

        return describing.usage(places)
    if given.command == "play":
        from lab import playbooks

        return playbooks.play(places, given.playbook, given.options)
    if given.command in ("backup", "restore"):
        from lab import backups

        if given.command == "backup":
            return backups.backup(places, given.to and given.to.resolve())
        return backups.restore(places, given.folder.resolve(), given.part)
    if given.command == "shell":
        from lab import shell

        return shell.shell(places, given.host, given.words)
    if given.command == "cut":
        from lab import network

        with network.cut(given.host):
            time.sleep(given.seconds)
        return 0
    if given.command == "sign":
        from lab import signing

        return signing.sign_by_name(places, given.images)
    if given.command == "tools":
        from lab import compiling

        return compiling.tools(places, given.names)
    return _change(given, places)


def _change(given: argparse.Namespace, places: Places) -> int:
    """Commands that one alone may do at a time."""
    if given.command == "up":
        from lab import up

        with exclusive(places.lock):
            return up.up(places, given.nodes, given.platform, given.services)
    if given.command == "rotate":
        from lab import rotation

        with exclusive(places.lock):
            return rotation.rotate(places, given.secret)
    if given.command == "primary":
        from lab import primary

        with exclusive(places.lock):
            return primary.give(places, given.cluster, given.lost)
    if given.command == "kill":
        from lab import machines

        with exclusive(places.lock):
            return machines.Machines(places).kill(given.host)
    if given.command == "clean" and not given.yes and not _is_sure(places):
        return 1
    from lab import down

    with calling_off(places.lock):
        return down.down(places) if given.command == "down" else down.clean(places, given.cache)


def _is_sure(places: Places) -> bool:
    if not sys.stdin.isatty():
        raise Failure("this deletes the lab's machines with all their data: say --yes if that is meant.")
    return input(f"Delete {places.shown(places.home)}: machines, data, keys and passwords? [y/N] ").strip().lower() == "y"


def _nodes(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 5:
        raise argparse.ArgumentTypeError("between 1 and 5 nodes in each cluster")
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError("more than none, and a day at most")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
