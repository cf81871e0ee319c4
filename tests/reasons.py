"""Where a migration has squawk pass over a rule, it says which, and why no version that runs minds."""

from __future__ import annotations

import re
import sys
from pathlib import Path

EXPLAINED = re.compile(r"-- squawk-ignore [a-z-]+(, [a-z-]+)* -- safe( since [0-9a-f]{7,40})?: (\S+ ){3,}\S+")
HOW = ("a rule is ignored without a reason; write it so: -- squawk-ignore RULE -- safe since COMMIT: why nothing that runs minds"
       " (services/accounts/README.md, Changing the tables)")


def missing(file: Path) -> list[str]:
    return [f"{file}:{number}: {HOW}" for number, line in enumerate(file.read_text().splitlines(), 1)
            if "squawk-ignore" in line and not EXPLAINED.fullmatch(line.strip())]


if __name__ == "__main__":
    found = [line for file in sys.argv[1:] for line in missing(Path(file))]
    sys.exit("\n".join(found) or None)
