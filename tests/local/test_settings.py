from __future__ import annotations

import pytest

from local.failure import Failure
from local.places import Places
from local.settings import PORTS, Settings


def test_the_environment_wins_over_the_file():
    settings = Settings.wanted({"TWINHARBOR_HTTPS_PORT": "18443"})
    assert settings.url == "https://localhost:18443"
    assert settings.port("HTTP") == 8080


def test_an_empty_variable_counts_as_not_set():
    assert Settings.wanted({"TWINHARBOR_HTTPS_PORT": ""}).port("HTTPS") == 8443


@pytest.mark.parametrize("name", PORTS)
@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "80.0"])
def test_what_is_no_port_is_refused_by_name(name, value):
    with pytest.raises(Failure, match=f"{name} is '{value}'.*from 1 to 65535"):
        Settings.wanted({name: value})


def test_two_programs_cannot_have_one_port():
    with pytest.raises(Failure, match="TWINHARBOR_HTTP_PORT and TWINHARBOR_ACCOUNTS_PORT are both 9080"):
        Settings.wanted({"TWINHARBOR_HTTP_PORT": "9080"})


@pytest.mark.parametrize(("name", "value"), [
    ("TWINHARBOR_ACCOUNTS_HEAP", "512"), ("TWINHARBOR_KEYCLOAK_HEAP", "much"), ("TWINHARBOR_REQUEST_TIMEOUT", "15"),
    ("TWINHARBOR_RATE_AVERAGE", "-5"), ("TWINHARBOR_HOSTNAME", "a b"), ("TWINHARBOR_ENTRY_ADDRESS", "everywhere"),
    ("TWINHARBOR_SERVICES", "audit"), ("TWINHARBOR_SERVICES", "accounts ledger")])
def test_a_value_of_another_form_is_refused_by_name(name, value):
    with pytest.raises(Failure, match=name):
        Settings.wanted({name: value})


def test_only_traefik_listens_where_others_can_reach_it():
    settings = Settings.wanted({"TWINHARBOR_ENTRY_ADDRESS": "0.0.0.0"})
    reachable = {name for name in PORTS if settings.address(name) == "0.0.0.0"}
    assert reachable == {"TWINHARBOR_HTTPS_PORT", "TWINHARBOR_HTTP_PORT", "TWINHARBOR_DASHBOARD_PORT",
                         "TWINHARBOR_CONSOLE_HTTPS_PORT"}


def test_the_console_asks_what_is_started_beside_it_unless_it_is_told_otherwise():
    settings = Settings.wanted({"TWINHARBOR_SERVICES": "accounts audit responder console", "TWINHARBOR_AUDIT_URL": "http://audit.example"})
    assert settings.asked_by_console == {"AUDIT_URL": "http://audit.example", "DELIVERY_URL": "",
                                         "RESPONDERS": "local=http://127.0.0.1:9580"}


def test_a_running_stack_is_known_by_the_settings_of_its_start(tmp_path, monkeypatch):
    places = Places.of({"TWINHARBOR_HOME": str(tmp_path)})
    places.make()
    Settings.wanted({"TWINHARBOR_HTTPS_PORT": "18443"}).keep(places)
    monkeypatch.setenv("TWINHARBOR_HTTPS_PORT", "28443")
    assert Settings.running(places).port("HTTPS") == 18443
