"""`reset`: begin anew. What took long to fetch or build stays."""

from __future__ import annotations

import shutil

from local.failure import Failure
from local.places import Places
from local.stopping import stop_everything


def reset(places: Places, sure: bool) -> int:
    print(f"This deletes the data, passwords, certificates and logs in {places.shown(places.home)}.")
    try:
        if not sure and input("Delete them? [y/N] ").strip().lower() not in ("y", "yes"):
            print("Nothing was deleted.")
            return 1
    except EOFError:
        raise Failure("there is nobody to ask: add --yes to delete without asking.") from None
    stop_everything(places, quiet=True)
    for folder in (places.database.parent, places.secrets, places.tls, places.run, places.logs):
        shutil.rmtree(folder, ignore_errors=True)
    print("Deleted. The next `make run` begins anew.")
    return 0
