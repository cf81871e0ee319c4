"""The JDK and the Maven that are used, and when they are."""

from __future__ import annotations

import os

import pytest

from local import build, java
from local.failure import Failure


def program(file, *lines):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o755)
    return file


def java_of(home, version):
    """A java that says of itself what a real one would."""
    major = version.split(".")[0] if not version.startswith("1.") else version[:3]
    return program(home / "bin" / "java", f"printf '    java.home = {home}\\n    java.version = {version}\\n"
                                          f"    java.specification.version = {major}\\n' >&2")


def test_without_java_the_user_learns_what_to_install(tmp_path):
    with pytest.raises(Failure, match="no Java here.*\n.*apt install openjdk-17-jdk"):
        java.home({"PATH": str(tmp_path)})


def test_a_wrong_java_home_is_named(tmp_path):
    with pytest.raises(Failure, match=f"JAVA_HOME is {tmp_path}/gone, but"):
        java.home({"JAVA_HOME": f"{tmp_path}/gone"})


@pytest.mark.parametrize("version", ["1.8.0_402", "11.0.22"])
def test_an_old_java_is_refused_with_its_version(tmp_path, version):
    java_of(tmp_path, version)
    with pytest.raises(Failure, match=f"Java {version} from the PATH is too old: version 17"):
        java.home({"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"})


def test_a_java_without_a_compiler_is_refused(tmp_path):
    java_of(tmp_path, "21.0.3")
    with pytest.raises(Failure, match="has no compiler"):
        java.home({"JAVA_HOME": str(tmp_path)})


def test_java_home_wins_over_the_path(tmp_path):
    java_of(tmp_path / "old", "11.0.22")
    java_of(tmp_path / "new", "25")
    program(tmp_path / "new" / "bin" / "javac")
    assert java.home({"JAVA_HOME": f"{tmp_path}/new", "PATH": f"{tmp_path}/old/bin"}) == tmp_path / "new"


def test_what_does_not_run_is_no_java(tmp_path):
    program(tmp_path / "bin" / "java", "echo broken >&2", "exit 1")
    with pytest.raises(Failure, match="broken"):
        java.home({"JAVA_HOME": str(tmp_path)})


def test_without_maven_the_user_learns_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "REPOSITORY", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="apt install maven"):
        build.maven()


def test_the_wrapper_wins_over_an_installed_maven(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "REPOSITORY", tmp_path)
    wrapper = program(tmp_path / "mvnw")
    assert build.maven() == str(wrapper)


def test_a_result_is_outdated_by_a_change_and_by_a_removal(tmp_path):
    source, result = tmp_path / "src" / "Main.java", tmp_path / "main.jar"
    source.parent.mkdir()
    source.touch()
    result.touch()
    module, stamp = build.Module("main", (tmp_path / "src",), (result,)), tmp_path / "stamp"
    for file in (source, source.parent):
        os.utime(file, (1, 1))
    assert module.is_current(stamp)
    os.utime(source)
    os.utime(result, (1, 1))
    assert not module.is_current(stamp)
    os.utime(result)
    source.unlink()
    os.utime(result, (1, 1))
    assert not module.is_current(stamp)
