"""A live Vault that holds what a generated Terraform root describes, and clients that log in to it."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from terraform.roots import Applied

# What the provider knows of a role that is not an argument of Vault's own interface.
NOT_WRITTEN = {"backend", "id", "namespace", "role_name", "role_id", "disable_bound_claims_parsing"}
ROLES = (
    "vault_jwt_auth_backend_role",
    "vault_kubernetes_auth_backend_role",
    "vault_approle_auth_backend_role",
)


class Vault:
    """A client of one server."""

    def __init__(self, url: str):
        self.url = url

    def request(
        self, method: str, path: str, body: dict | None = None, token: str | None = "root"
    ) -> requests.Response:
        """One call below /v1/; `token` None for none."""
        headers = {"X-Vault-Token": token} if token else {}
        return requests.request(
            method, f"{self.url}/v1/{path}", json=body, headers=headers, timeout=60
        )

    def write(self, path: str, body: dict) -> dict:
        """A write as root that must succeed; what it answers."""
        answer = self.request("POST", path, body)
        assert answer.status_code in (200, 204), f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}

    def login(self, mount: str, body: dict) -> requests.Response:
        """An attempt to log in."""
        return self.request("POST", f"auth/{mount}/login", body, token=None)

    def capabilities(self, token: str, paths: list[str]) -> dict[str, set[str]]:
        """What `token` may do on each path, in Vault's own words."""
        answer = self.request("POST", "sys/capabilities", {"token": token, "paths": paths})
        assert answer.status_code == 200, answer.text
        return {path: set(answer.json()["data"][path]) - {"deny"} for path in paths}


class Issuer:
    """Signs tokens as a cluster or a GitLab does."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.public = (
            self.key.public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode()
        )

    def sign(self, claims: dict) -> str:
        """A token that is valid for ten minutes."""
        now = int(time.time())
        return jwt.encode({"iat": now, "nbf": now, "exp": now + 600} | claims, self.key, "RS256")


# For whom tokens are that the API server takes itself, and the account that asks it for reviews.
API_SERVER = "https://kubernetes.default.svc"
REVIEWER = ("vault-token-review", "vault-token-reviewer")


class TokenReviews:
    """An API server that answers TokenReviews: tokens signed by `issuer` are valid for their audience.

    It answers the reviewer's account only, and only by a token that is for itself.
    """

    def __init__(self, issuer: Issuer):
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                wanted = body["spec"].get("audiences")
                try:
                    bearer = self.headers["Authorization"].removeprefix("Bearer ")
                    asks = jwt.decode(bearer, issuer.public, ["RS256"], audience=API_SERVER)
                    assert asks["sub"] == "system:serviceaccount:{}:{}".format(*REVIEWER)
                except (jwt.PyJWTError, AssertionError):
                    self.send_response(401)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                status = {"authenticated": False}
                try:
                    claims = jwt.decode(
                        body["spec"]["token"], issuer.public, ["RS256"], audience=wanted
                    )
                    account = claims["kubernetes.io"]["serviceaccount"]
                    status = {
                        "authenticated": True,
                        "audiences": wanted,
                        "user": {"username": claims["sub"], "uid": account["uid"]},
                    }
                except jwt.PyJWTError:
                    pass
                answer = json.dumps(
                    {
                        "apiVersion": "authentication.k8s.io/v1",
                        "kind": "TokenReview",
                        "status": status,
                    }
                ).encode()
                self.send_response(201)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(answer)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Ends the server."""
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Login:
    """A way to log in that the Terraform describes: the mount, and a body that must be accepted."""

    mount: str
    kind: str
    role: dict  # the values of its Terraform resource
    good: dict
    claims: dict = field(default_factory=dict)  # of the token in `good`


def account_claims(namespace: str, account: str, audience: str) -> dict:
    """The claims of a projected service account token."""
    return {
        "iss": "kubernetes/serviceaccount",
        "sub": f"system:serviceaccount:{namespace}:{account}",
        "aud": [audience],
        "kubernetes.io": {
            "namespace": namespace,
            "serviceaccount": {"name": account, "uid": "11111111-1111-1111-1111-111111111111"},
        },
    }


class Installed:
    """What `applied` describes, written to `vault` just as it stands in Terraform's state."""

    def __init__(self, vault: Vault, applied: Applied, issuer: Issuer, reviews: TokenReviews):
        self.vault, self.applied, self.issuer = vault, applied, issuer
        for mount in applied.resources("vault_mount").values():
            if mount["path"] != "secret":  # the server has that one from the start
                vault.write(
                    f"sys/mounts/{mount['path']}",
                    {"type": mount["type"], "options": mount["options"]},
                )
        for policy in applied.resources("vault_policy").values():
            vault.write(f"sys/policies/acl/{policy['name']}", {"policy": policy["policy"]})
        for backend in applied.resources("vault_jwt_auth_backend").values():
            vault.write(f"sys/auth/{backend['path']}", {"type": "jwt"})
            vault.write(
                f"auth/{backend['path']}/config",
                {
                    "jwt_validation_pubkeys": [issuer.public],
                    "bound_issuer": backend["bound_issuer"],
                },
            )
        for backend in applied.resources("vault_auth_backend").values():
            vault.write(f"sys/auth/{backend['path']}", {"type": backend["type"]})
        for config in applied.resources("vault_kubernetes_auth_backend_config").values():
            vault.write(
                f"auth/{config['backend']}/config",
                {
                    "kubernetes_host": reviews.url,
                    "disable_local_ca_jwt": config["disable_local_ca_jwt"],
                    # write-only: the state does not have it
                    "token_reviewer_jwt": issuer.sign(account_claims(*REVIEWER, API_SERVER)),
                },
            )
        for kind in ROLES:
            for role in applied.resources(kind).values():
                body = {
                    k: v
                    for k, v in role.items()
                    # the recorded provider's stand-in for what Vault itself would fill in
                    if v not in (None, f"recorded-{k}") and k not in NOT_WRITTEN
                }
                if "bound_claims" in body:  # as the provider splits them
                    claims = body["bound_claims"].items()
                    body["bound_claims"] = {k: v.split(",") for k, v in claims}
                vault.write(f"auth/{role['backend']}/role/{role['role_name']}", body)

    def logins(self) -> dict[str, Login]:
        """A good login for each role, by the role's name."""
        found = {}
        for kind in ROLES:
            for role in self.applied.resources(kind).values():
                make = getattr(self, "_" + kind.removesuffix("_auth_backend_role"))
                found[role["role_name"]] = make(kind, role)
        return found

    def _issuer_of(self, mount: str) -> str:
        backends = self.applied.resources("vault_jwt_auth_backend").values()
        return next(b["bound_issuer"] for b in backends if b["path"] == mount)

    def _vault_jwt(self, kind: str, role: dict) -> Login:
        claims = {"iss": self._issuer_of(role["backend"]), "aud": role["bound_audiences"][0]}
        bound = {k: v.split(",")[0] for k, v in (role["bound_claims"] or {}).items()}
        claims |= {"sub": role["bound_subject"] or "anybody"} | bound
        body = {"role": role["role_name"], "jwt": self.issuer.sign(claims)}
        return Login(role["backend"], kind, role, body, claims)

    def _vault_kubernetes(self, kind: str, role: dict) -> Login:
        claims = account_claims(
            role["bound_service_account_namespaces"][0],
            role["bound_service_account_names"][0],
            role["audience"],
        )
        body = {"role": role["role_name"], "jwt": self.issuer.sign(claims)}
        return Login(role["backend"], kind, role, body, claims)

    def _vault_approle(self, kind: str, role: dict) -> Login:
        path = f"auth/{role['backend']}/role/{role['role_name']}"
        role_id = self.vault.request("GET", f"{path}/role-id").json()["data"]["role_id"]
        secret_id = self.vault.write(f"{path}/secret-id", {})["data"]["secret_id"]
        return Login(role["backend"], kind, role, {"role_id": role_id, "secret_id": secret_id})
