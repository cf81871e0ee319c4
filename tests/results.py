"""How many checks passed, failed or were skipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

SAID = 600

@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: tuple[str, ...] = ()
    """What failed, by name, with what was said of it; a stage that does not know names has none."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped,
                      self.failures + other.failures)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def reported(report: Path) -> Counts:
    """What a report in JUnit's XML format says; Surefire, Failsafe and pytest all write it."""
    counts = Counts()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        tests, failed, skipped = (sum(int(suite.get(name, 0)) for name in names)
                                  for names in (("tests",), ("failures", "errors"), ("skipped",)))
        counts += Counts(tests - failed - skipped, failed, skipped, tuple(failures(suite)))
    return counts


def failures(suite: ElementTree.Element) -> Iterator[str]:
    for case in suite.iter("testcase"):
        said = case.find("failure")
        if said is None:
            said = case.find("error")
        if said is not None:
            words = (said.get("message") or said.text or said.get("type") or "").strip()
            yield f"{case.get('classname')}.{case.get('name')}: {' '.join(words.split())[:SAID]}"
