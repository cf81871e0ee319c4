"""Argo CD's local accounts: whom it knows, and whose passwords are made."""

from __future__ import annotations

from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_account_of_the_lab_has_a_password_and_every_password_an_account() -> None:
    settings = yaml.safe_load((REPOSITORY / "kustomize/platform/argo-cd/overlays/lab/settings.yaml").read_text())
    known = {key.removeprefix("accounts.") for key in settings["data"] if key.startswith("accounts.")}
    variables = yaml.safe_load((REPOSITORY / "ansible/inventories/lab/group_vars/all/platform.yaml").read_text())
    assert known == {account["name"] for account in variables["argo_cd_accounts"]}
