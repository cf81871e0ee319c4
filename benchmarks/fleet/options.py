"""How large the fleet is, and how Argo CD is told to be."""

import argparse
import sys
from dataclasses import dataclass, field, fields

ARMS = ("here", "large", "sharded", "paths")


@dataclass
class Options:
    """The defaults are those of a run that is recorded."""

    clusters: list[int] = field(default_factory=lambda: [2, 20, 100])
    applications: list[int] = field(default_factory=lambda: [10, 100, 1000])
    arms: list[str] = field(default_factory=lambda: list(ARMS))
    shards: int = 4
    api_servers: int = 2
    rest_seconds: int = 120
    minutes: int = 240

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return list(zip(self.clusters, self.applications))

    @property
    def recorded(self) -> bool:
        """Sizes and arms of the page may be measured one by one; what is measured otherwise is kept in the state folder."""
        same = (self.shards, self.api_servers, self.rest_seconds) == (Options.shards, Options.api_servers, Options.rest_seconds)
        return same and {*self.sizes} <= {*Options().sizes}

    @classmethod
    def of(cls, given: argparse.Namespace) -> "Options":
        options = cls()
        for option in fields(cls):
            value = getattr(given, option.name, None)
            if value is not None:
                setattr(options, option.name, value)
        if len(options.clusters) != len(options.applications):
            sys.exit("fleet: as many numbers of applications are needed as of clusters: the first with the first, and so on")
        for clusters, applications in options.sizes:
            if applications % clusters or not 0 < clusters <= applications:
                sys.exit(f"fleet: {applications} applications are not the same number in each of {clusters} clusters")
        if unknown := set(options.arms) - set(ARMS):
            sys.exit(f"fleet: no such arm: {', '.join(sorted(unknown))}; there are {', '.join(ARMS)}")
        return options


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]
