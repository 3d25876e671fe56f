"""Signing in at an institution's provider: a small one that runs in the test, with keys of its own."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sarez.desk.accounts.models import AuditEntry, User

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """Hands out one token for one code, to whoever knows the verifier; `claims` and `key` can be spoilt by a test."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.claims, self.key = {}, {}, KEY

    def token(self):
        now = int(time.time())
        told = {
            "iss": self.issuer, "aud": "desk", "sub": "s-1", "iat": now, "exp": now + 60,
            "nonce": self.asked["nonce"], "preferred_username": "dana", "groups": ["staff", "chess"],
        }  # fmt: skip
        return jwt.encode(told | self.claims, self.key, "RS256", headers={"kid": "k1"})


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        issuer = self.server.issuer
        if self.path.endswith("openid-configuration"):
            self.tell(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                }
            )
        else:
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.tell({"keys": [public | {"kid": "k1", "alg": "RS256", "use": "sig"}]})

    def do_POST(self):
        told = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        digest = hashlib.sha256(told["code_verifier"].encode()).digest()
        is_his = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.server.asked["code_challenge"]
        secret = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        if told["code"] == "c-1" and is_his and secret == "desk:hush":
            self.tell({"id_token": self.server.token(), "access_token": "x", "token_type": "Bearer"})
        else:
            self.tell({"error": "invalid_grant"}, 400)

    def tell(self, told, status=200):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def provider(settings):
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.OIDC = {
        "issuer": server.issuer, "client_id": "desk", "client_secret": "hush", "claim": "groups",
        "roles": {"staff": "analyst", "leads": "head"},
    }  # fmt: skip
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def go_and_come_back(client, provider, **spoilt):
    answer = client.get("/sign-in/elsewhere")
    provider.asked = {k: v[0] for k, v in parse_qs(urlsplit(answer["Location"]).query).items()}
    told = {"code": "c-1", "state": provider.asked["state"]} | spoilt
    return client.get("/sign-in/back", told)


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_person_comes_in_with_the_role_of_their_group(client, provider):
    assert b"/sign-in/elsewhere" in client.get("/sign-in").content
    assert go_and_come_back(client, provider)["Location"] == "/"
    dana = User.objects.get(username="dana")
    assert (dana.role, dana.clearance, dana.has_usable_password()) == ("analyst", 2, False)
    assert is_in(client)
    assert AuditEntry.objects.filter(action="signed in", target="by openid connect").exists()


def test_the_asking_has_pkce_state_and_nonce_and_no_secret(client, provider):
    go_and_come_back(client, provider)
    assert provider.asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= provider.asked.keys()
    assert "hush" not in str(provider.asked)


def test_a_new_group_is_a_new_role_and_the_person_is_the_same(client, provider):
    go_and_come_back(client, provider)
    provider.claims = {"groups": ["leads", "staff"], "preferred_username": "dana-renamed"}
    go_and_come_back(client, provider)
    assert User.objects.get().role == "head" and User.objects.get().username == "dana"


@pytest.mark.parametrize(
    "claims",
    [
        {"groups": ["chess"]},
        {"groups": None},
        {"nonce": "another"},
        {"aud": "another desk"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(client, provider, claims):
    provider.claims = claims
    assert go_and_come_back(client, provider)["Location"] == "/sign-in"
    assert not is_in(client) and not User.objects.exists()


def test_a_token_signed_by_another_lets_nobody_in(client, provider):
    provider.key = OTHER
    assert go_and_come_back(client, provider)["Location"] == "/sign-in" and not is_in(client)


def test_an_answer_to_another_sign_in_lets_nobody_in(client, provider):
    for spoilt in ({"state": "another"}, {"code": "c-2"}):
        assert go_and_come_back(client, provider, **spoilt)["Location"] == "/sign-in" and not is_in(client)


def test_an_answer_counts_once(client, provider):
    go_and_come_back(client, provider)
    client.post("/sign-out")
    told = {"code": "c-1", "state": provider.asked["state"]}
    assert client.get("/sign-in/back", told)["Location"] == "/sign-in" and not is_in(client)


def test_nobody_becomes_a_person_of_the_desk_by_choosing_their_name(client, provider, desk):
    desk.user("administrator", 4, "dana")
    assert go_and_come_back(client, provider)["Location"] == "/sign-in" and not is_in(client)


def test_who_was_sent_away_stays_away(client, provider):
    go_and_come_back(client, provider)
    client.post("/sign-out")
    User.objects.update(is_active=False)
    go_and_come_back(client, provider)
    assert not is_in(client)


def test_a_provider_that_is_down_is_said_so(client, provider, settings):
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9"}
    page = client.get("/sign-in/elsewhere", follow=True)
    assert b"does not answer" in page.content


def test_without_a_provider_the_addresses_are_not_there(client):
    assert client.get("/sign-in/elsewhere").status_code == 404
    assert client.get("/sign-in/back").status_code == 404
