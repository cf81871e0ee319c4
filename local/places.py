"""Where things are. Whatever a stack writes lies in one ignored folder, so deleting it leaves no trace."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local import screen

LOCAL = Path(__file__).resolve().parent
REPOSITORY = LOCAL.parent
SCHEMA = REPOSITORY / "services" / "accounts" / "schema"
SOCKETS = REPOSITORY / "services" / "accounts" / "sockets"
SERVICE = REPOSITORY / "services" / "accounts" / "service"
CONSOLE = REPOSITORY / "services" / "console" / "service"
DISTRIBUTIONS = LOCAL / "target" / "distributions"

HOME = "TWINHARBOR_HOME"
SHARED = "TWINHARBOR_SHARED"
SOCKET_PATH_LIMIT = 100


@dataclass(frozen=True)
class Home:
    """The folder that one setting, a stack or the lab, writes into."""

    home: Path

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one command that changes the setting."""
        return self.home / "lock"

    def log(self, program: str) -> Path:
        return self.logs / f"{program}.log"

    def shown(self, path: Path) -> str:
        return screen.shown(path)


@dataclass(frozen=True)
class Places(Home):
    """The folders of one stack."""

    shared: Path
    """Holds what stacks may have in common because none writes into it: the Python environment, unpacked programs."""

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Places:
        home = Path(environment.get(HOME) or REPOSITORY / ".twinharbor").resolve()
        return cls(home, Path(environment.get(SHARED) or home).resolve())

    @property
    def venv(self) -> Path:
        return self.shared / "venv"

    @property
    def programs(self) -> Path:
        return self.shared / "programs"

    @property
    def database(self) -> Path:
        return self.home / "data" / "postgresql"

    @property
    def imported_realm(self) -> Path:
        """The fingerprint of the realm file that Keycloak's data were made from."""
        return self.home / "data" / "realm.sha256"

    @property
    def tls(self) -> Path:
        return self.home / "tls"

    @property
    def authority(self) -> Path:
        """The certificate that clients must trust."""
        return self.tls / "ca.pem"

    @property
    def run(self) -> Path:
        """What is made anew by each start: rendered configurations and work areas."""
        return self.home / "run"

    @property
    def socket(self) -> Path:
        """supervisord's; elsewhere if the path would be longer than the kernel takes for a socket."""
        socket = self.run / "supervisor.sock"
        if len(str(socket)) <= SOCKET_PATH_LIMIT:
            return socket
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"twinharbor-{os.getuid()}" / f"{name}.sock"

    def make(self) -> None:
        """Folders that only their owner may enter, since secrets and data lie in them."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.socket.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.secrets, self.tls, self.run, self.logs, self.database.parent, self.programs,
                       self.socket.parent):
            folder.mkdir(parents=True, exist_ok=True)
            if folder != self.programs:
                folder.chmod(0o700)
