"""An issuer of tokens for one run: its key exists in memory only, its JWKS is served on the loopback interface."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

AUDIENCE = "accounts"
AUDIENCE_OF_AUDIT = "audit"


class Issuer:
    """Whoever asks it for a token by `POST` gets one, without showing who it is."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        keys = json.dumps({"keys": [public | {"kid": "benchmark", "use": "sig", "alg": "RS256"}]}).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(keys)))
                self.end_headers()
                self.wfile.write(keys)

            def do_POST(handler) -> None:
                answer = json.dumps({"access_token": self.token(), "expires_in": 3600}).encode()
                handler.rfile.read(int(handler.headers["Content-Length"]))
                handler.send_response(200)
                handler.send_header("Content-Type", "application/json")
                handler.send_header("Content-Length", str(len(answer)))
                handler.end_headers()
                handler.wfile.write(answer)

            def log_message(self, *_) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.name = f"http://127.0.0.1:{self._server.server_port}"
        self.keys_url = f"{self.name}/keys"
        self.token_url = f"{self.name}/token"

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.name, "aud": [AUDIENCE, AUDIENCE_OF_AUDIT], "sub": "benchmark", "upn": "benchmark",
                  "groups": ["admin", "auditor"], "iat": now, "exp": now + 3600, "jti": f"benchmark-{now}"}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "benchmark"})

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
