"""The command line of the launcher; it sets up its own Python environment on the first run."""

from __future__ import annotations

import argparse
import sys

from local import entry, tokens, virtualenv
from local.lock import calling_off, exclusive
from local.passwords import USERS
from local.places import LOCAL, Places
from local.settings import Settings

OLDEST_PYTHON = (3, 9)
DESCRIPTION = """\
Runs Twinharbor on this machine: PostgreSQL, Keycloak, the accounts service, the console, and Traefik in front of them.
Settings are in local/settings.env; environment variables of the same names win. State is in .twinharbor/;
TWINHARBOR_HOME names another folder, for a second stack; TWINHARBOR_SHARED a folder whose Python environment
and unpacked programs it takes, instead of its own."""


def main() -> int:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("twinharbor: Python 3.9 or later is needed.")
    given = arguments()
    return entry.run(lambda: run(given, Places.of()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m local", description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("up", help="start everything; what is missing is built first", description=(
        "Starts everything and prints where it is. Running already is no error. The exit status is 1 if something "
        "could not be started; then nothing is left running."))
    commands.add_parser("stop", help="stop everything", description=(
        "Stops everything, in whatever state it is, and leaves no process. Not running is no error. Data stay."))
    commands.add_parser("status", help="show each program", description=(
        "Shows each program, where it listens, and whether it is ready. The exit status is 3 if one is not."))
    token = commands.add_parser("token", help="print an access token", description=(
        "Prints a fresh access token of a development user, for a curl's Authorization header."))
    token.add_argument("user", choices=USERS, help="each may do what those before it may")
    reset = commands.add_parser("reset", help="delete data, passwords and certificates", description=(
        "Stops everything and deletes its data, passwords, certificates and logs. Fetched programs stay."))
    reset.add_argument("--yes", action="store_true", help="do not ask")
    return parser.parse_args()


def run(given: argparse.Namespace, places: Places) -> int:
    if given.command == "token":
        print(tokens.fresh(places, given.user))
        return 0
    if given.command == "status" and not places.venv.exists():
        print("Twinharbor was never started here.")
        return 3
    settings = Settings.wanted() if given.command == "up" else None
    virtualenv.enter("local", LOCAL / "requirements.txt", places.shared)
    from local import resetting, start, status, stopping

    if given.command == "status":
        return status.status(places)
    places.make()
    if given.command == "stop":
        with calling_off(places.lock):
            return stopping.stop(places)
    with exclusive(places.lock):
        return start.up(places, settings) if given.command == "up" else resetting.reset(places, given.yes)


if __name__ == "__main__":
    sys.exit(main())
