"""What to measure, how long and how often."""

import argparse
import sys
from dataclasses import dataclass, field, fields

EXPERIMENTS = ("list", "import", "startup", "memory", "audit")
PEERS = ("fastapi", "fastapi-ormar", "quarkus")


@dataclass
class Options:
    """The defaults are those of a run that is recorded."""

    experiment: str = "all"
    quick: bool = False
    rows: list[int] = field(default_factory=lambda: [1, 100, 1000])
    peers: list[str] = field(default_factory=lambda: list(PEERS))
    no_accounts: bool = False
    rounds: int = 3
    starts: int = 5
    seconds: int = 15
    memory_seconds: int = 30
    warm_up: int = 45
    users: int = 1_000_000
    events: int = 10_000_000
    heap: int = 512
    java_options: str = ""
    plain: bool = False
    no_build: bool = False

    @property
    def services(self) -> list[str]:
        return ([] if self.no_accounts else ["accounts"]) + self.peers

    @property
    def recorded(self) -> bool:
        """Only a run with every default stands in the repository; any other is kept in the state folder."""
        return self == Options(experiment=self.experiment, no_build=self.no_build)

    @classmethod
    def of(cls, given: argparse.Namespace) -> "Options":
        options = cls()
        if given.quick:
            options = cls(rows=[100], rounds=1, starts=1, seconds=5, memory_seconds=5, warm_up=10, users=50_000, events=100_000)
        for option in fields(cls):
            value = getattr(given, option.name, None)
            if value is not None:
                setattr(options, option.name, value)
        if given.rounds is not None:
            options.starts = given.rounds
        if given.seconds is not None:
            options.memory_seconds = given.seconds
        if unknown := set(options.peers) - set(PEERS):
            sys.exit(f"benchmarks: no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
        options.rows.sort()
        return options
