"""Which migrations `make lint` lets through: those that the version before can run beside."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import lint

REPOSITORY = Path(__file__).resolve().parents[2]
DROP = "ALTER TABLE users DROP COLUMN display_name;"


def refused(folder: Path, migration: str) -> str:
    """What squawk, and then the demand for reasons, say of it; nothing if it is let through."""
    (folder / "V4__trial.sql").write_text(migration + "\n")
    config = REPOSITORY / ".squawk.toml"
    return "".join(subprocess.run([*command, folder / "V4__trial.sql"], cwd=REPOSITORY, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, check=False).stdout.strip()
                   for command in ([lint.TOOLS / "squawk", "--config", config, "--reporter", "gcc"],
                                   [sys.executable, "-m", "tests.reasons"]))


@pytest.mark.parametrize("migration", [
    "ALTER TABLE users ADD COLUMN phone varchar(20);",
    "ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en';",
    "CREATE TABLE team (id bigint PRIMARY KEY); CREATE INDEX team_id ON team (id); GRANT SELECT ON team TO accounts_app;",
    "-- squawk-disable-assume-in-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS by_name ON users (display_name);",
    "ALTER TABLE users VALIDATE CONSTRAINT users_email_check;",
])
def test_an_extension_is_let_through(tmp_path, migration):
    assert refused(tmp_path, migration) == ""


@pytest.mark.parametrize(("migration", "rule"), [
    (DROP, "ban-drop-column"),
    ("DROP TABLE user_import;", "ban-drop-table"),
    ("ALTER TABLE users RENAME COLUMN display_name TO alias;", "renaming-column"),
    ("ALTER TABLE users RENAME TO people;", "renaming-table"),
    ("ALTER TABLE users ALTER COLUMN roles TYPE text;", "changing-column-type"),
    ("ALTER TABLE users ALTER COLUMN display_name SET NOT NULL;", "adding-not-nullable-field"),
    ("ALTER TABLE users ADD COLUMN phone text NOT NULL;", "adding-required-field"),
    ("ALTER TABLE users ADD COLUMN phone text UNIQUE;", "disallowed-unique-constraint"),
    ("ALTER TABLE users ALTER COLUMN active DROP DEFAULT;", "ban-drop-default"),
    ("ALTER TABLE users ALTER COLUMN active SET DEFAULT false;", "ban-set-default"),
    ("ALTER TABLE users ADD CONSTRAINT named CHECK (display_name <> '');", "constraint-missing-not-valid"),
    ("REVOKE UPDATE ON users FROM accounts_app;", "ban-revoke"),
    ("DROP FUNCTION user_to_json;", "ban-drop-function"),
    ("CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1;", "ban-replace-view-function"),
    ("ALTER TABLE users DISABLE TRIGGER users_created;", "ban-disable-trigger"),
])
def test_what_breaks_the_version_that_runs_is_refused(tmp_path, migration, rule):
    assert f" {rule} " in refused(tmp_path, migration)


@pytest.mark.parametrize(("migration", "rule"), [
    ("CREATE INDEX by_name ON users (display_name);", "require-concurrent-index-creation"),
    ("DROP INDEX users_changed_at;", "require-concurrent-index-deletion"),
    ("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();", "adding-field-with-default"),
    ("ALTER TABLE users ADD COLUMN boss bigint REFERENCES users;", "adding-foreign-key-constraint"),
])
def test_what_blocks_writes_for_long_is_refused(tmp_path, migration, rule):
    assert f" {rule} " in refused(tmp_path, migration)


@pytest.mark.parametrize("reason", [
    "-- squawk-ignore ban-drop-column -- safe since 3f2c91a: nothing reads users.display_name any more.",
    "-- squawk-ignore ban-drop-column, renaming-column -- safe: display_name was in no release at all.",
])
def test_a_contraction_is_let_through_with_a_reason(tmp_path, reason):
    assert refused(tmp_path, f"{reason}\n{DROP}") == ""


@pytest.mark.parametrize("ignored", [
    "-- squawk-ignore ban-drop-column",
    "-- squawk-ignore ban-drop-column -- fine",
    "-- squawk-ignore ban-drop-column -- safe since 3f2c91a:",
    "-- squawk-ignore ban-drop-column -- safe since the last release: nothing reads display_name any more.",
    "-- squawk-ignore -- safe since 3f2c91a: nothing reads display_name any more.",
    "-- squawk-ignore-file ban-drop-column -- safe since 3f2c91a: nothing reads display_name any more.",
    "/* squawk-ignore ban-drop-column */",
])
def test_a_rule_is_not_ignored_without_a_reason(tmp_path, ignored):
    assert "V4__trial.sql:1: a rule is ignored without a reason" in refused(tmp_path, f"{ignored}\n{DROP}")


def test_the_example_in_the_readme_is_let_through(tmp_path):
    readme = (REPOSITORY / "services" / "accounts" / "README.md").read_text()
    examples = re.findall(r"```sql\n(.+?)```", readme, re.DOTALL)
    assert [refused(tmp_path, example) for example in examples] == [""] * 4
