"""The one Traefik in front of every service: a router each by host name, the same middlewares for all."""

import json
import ssl
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks import places
from benchmarks.processes import Process, free_port, or_else

MIDDLEWARES = {"security": {"headers": {"stsSeconds": 31536000, "contentTypeNosniff": True, "frameDeny": True,
                                        "referrerPolicy": "no-referrer"}}}


class Traefik:
    """Listens on the loopback interface, with TLS on one port and without on another."""

    def __init__(self, backends: dict[str, int]) -> None:
        self.folder = places.STATE / "traefik"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.https, self.http, health = free_port(), free_port(), free_port()
        self._make_certificate()
        routes = self.folder / "routes.json"
        routes.write_text(json.dumps(self._routes(backends), indent=2))
        self.process = Process("Traefik", [
            Path(sys.prefix) / "bin" / "traefik", "--global.checknewversion=false", "--global.sendanonymoususage=false",
            "--log.level=ERROR", f"--providers.file.filename={routes}", "--providers.file.watch=false",
            f"--entrypoints.https.address=127.0.0.1:{self.https}", "--entrypoints.https.http.tls=true",
            # Its default of a minute for reading a request would cut a long import off.
            "--entrypoints.https.transport.respondingtimeouts.readtimeout=15m",
            f"--entrypoints.http.address=127.0.0.1:{self.http}",
            f"--entrypoints.health.address=127.0.0.1:{health}", "--ping=true", "--ping.entrypoint=health",
        ], places.STATE / "logs" / "traefik.log")
        with or_else(self.process.stop):
            self.process.wait_for(f"http://127.0.0.1:{health}/ping", 30)

    def _routes(self, backends: dict[str, int]) -> dict:
        certificate = {"certFile": str(self.folder / "certificate.pem"), "keyFile": str(self.folder / "key.pem")}
        return {
            "http": {
                "routers": {name: {"rule": f"Host(`{host(name)}`)", "service": name, "middlewares": list(MIDDLEWARES),
                                   "entryPoints": ["http"]} for name in backends}
                | {f"{name}-tls": {"rule": f"Host(`{host(name)}`)", "service": name, "middlewares": list(MIDDLEWARES),
                                   "entryPoints": ["https"], "tls": {}} for name in backends},
                "services": {name: {"loadBalancer": {"servers": [{"url": f"http://127.0.0.1:{port}"}]}}
                             for name, port in backends.items()},
                "middlewares": MIDDLEWARES,
            },
            "tls": {"stores": {"default": {"defaultCertificate": certificate}}},
        }

    def _make_certificate(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "benchmark")])
        now = datetime.now(timezone.utc)
        certificate = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                       .serial_number(x509.random_serial_number())
                       .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=7))
                       .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
                       .sign(key, hashes.SHA256()))
        key_file = self.folder / "key.pem"
        key_file.touch(mode=0o600)
        key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                               serialization.NoEncryption()))
        (self.folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def trust(self) -> ssl.SSLContext:
        """For clients: trusts this Traefik's certificate and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))

    def url(self, plain: bool = False) -> str:
        return f"http://127.0.0.1:{self.http}" if plain else f"https://127.0.0.1:{self.https}"

    @staticmethod
    def version() -> str:
        shown = subprocess.run([Path(sys.prefix) / "bin" / "traefik", "version"],
                               capture_output=True, text=True, check=False).stdout
        return next(line.split()[-1] for line in shown.splitlines() if line.startswith("Version"))


def host(name: str) -> str:
    return f"{name}.localhost"
