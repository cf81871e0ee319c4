"""Whether a program does its work already, asked the way its clients would."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request

from local.places import Places
from local.settings import REALM, Settings

PATIENCE_SECONDS = 5


def answers(url: str, places: Places | None = None) -> bool:
    """Whether a GET is answered with success; over TLS only the stack's own authority is trusted."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if places:
        handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(places.authority))))
    try:
        with urllib.request.build_opener(*handlers).open(url, timeout=PATIENCE_SECONDS) as answer:
            return answer.status < 300
    except (OSError, urllib.error.HTTPError):
        return False


def service(settings: Settings, name: str) -> bool:
    return answers(f"http://127.0.0.1:{settings.port(name.upper())}/health/ready")


def keycloak(settings: Settings) -> bool:
    return answers(f"http://127.0.0.1:{settings.port('KEYCLOAK_MANAGEMENT')}/auth/health/ready") \
        and answers(f"http://127.0.0.1:{settings.port('KEYCLOAK')}/auth/realms/{REALM}")


def traefik(settings: Settings) -> bool:
    return answers(f"http://127.0.0.1:{settings.port('PROBLEM')}/ping")


def all_of(settings: Settings) -> bool:
    """Asked one by one, since at the entry point a busy client may just be told to come again later."""
    return all(service(settings, name) for name in settings.services) and keycloak(settings) and traefik(settings)


def entry(settings: Settings, places: Places) -> bool:
    """The whole way that a client goes."""
    return answers(f"{settings.url}/", places) and answers(settings.issuer, places) \
        and ("console" not in settings.services or answers(f"{settings.console_url}/signed-out", places))
