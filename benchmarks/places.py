"""Where things are. All state lies in one ignored folder, `.twinharbor/bench/`."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
REPOSITORY = BENCHMARKS.parent
STATE = REPOSITORY / ".twinharbor" / "bench"
PEERS = BENCHMARKS / "peers"
RESULTS = BENCHMARKS / "results" / "latest.json"
README = BENCHMARKS / "README.md"


def environment(name: str, requirements: Path) -> Path:
    """A virtual environment with exactly these requirements; made when they are new."""
    folder = STATE / "python" / name
    stamp = folder / "requirements.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"setting up the Python environment of {name} …", flush=True)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "--requirement", requirements], check=True)
        stamp.write_text(wanted)
    return folder


def inside_own_environment() -> bool:
    return Path(sys.prefix) == STATE / "python" / "benchmarks"


def own_python() -> str:
    return str(environment("benchmarks", BENCHMARKS / "requirements.txt") / "bin" / "python")
