"""Fetching: limits, manners, and plain words for what goes wrong. All on loopback."""

import gzip
import ssl
import time
from datetime import UTC, datetime

import pytest
from tests.intake.serving import Server

from sarez.intake.answers import Answer, Failure, wait_asked
from sarez.intake.fetch import Fetcher
from sarez.intake.guard import AddressRefused, addresses_of, is_open
from sarez.intake.wire import Limits, Wire

LOOPBACK = ("127.0.0.1",)


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


@pytest.fixture
def fetcher():
    with Fetcher(Limits(2, 1, 3, 100_000, LOOPBACK), pause=0) as made:
        yield made


def said(answer):
    assert isinstance(answer, Failure), answer
    return str(answer.problem)


def test_a_page_is_fetched_by_a_client_that_says_who_it_is(server, fetcher):
    answer = fetcher.get(server.put("/a", "words", Content_Type="text/plain; charset=utf-8", ETag='"1"'))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.media_type, answer.headers["etag"]) == (
        200,
        b"words",
        "text/plain",
        '"1"',
    )
    assert server.asked[-1][1]["user-agent"].startswith("SarezDesk/")


def test_our_own_network_is_not_asked_unless_named(server):
    with Fetcher(pause=0) as fetcher:
        assert "private network" in said(fetcher.get(server.root + "/a"))
        assert "private network" in said(fetcher.get("http://[::1]:9/"))
    assert server.asked == []


def test_a_redirect_into_our_own_network_is_refused(server):
    server.pages["/out"] = (302, {"Location": "http://10.1.2.3/secret", "Content-Length": "0"}, b"")
    with Fetcher(Limits(1, 1, 2, 1000, LOOPBACK), pause=0) as fetcher:
        assert "private network" in said(fetcher.get(server.root + "/out"))


@pytest.mark.parametrize(
    "number", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1",
               "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "100.64.0.1", "224.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_no_disguise_makes_a_private_address_open(number):
    assert not is_open(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_open_web_is_open(number):
    assert is_open(number)


def test_a_network_of_ours_may_be_named():
    assert addresses_of("127.0.0.1", 80, ("127.0.0.0/8",)) == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        addresses_of("127.0.0.1", 80, ("10.0.0.0/8", "nonsense"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "gopher://x",
        "http://",
        "nonsense",
        "http://a:b@127.0.0.1/",
        "http://[::1",
    ],
)
def test_only_plain_web_addresses_are_asked(url, fetcher):
    assert isinstance(fetcher.get(url), Failure)


def test_what_is_too_large_is_left_off_in_the_middle(server, fetcher):
    assert "larger than 0.1 MB" in said(fetcher.get(server.put("/big", b"x" * 200_000)))


def test_a_gzip_bomb_is_not_unpacked(server, fetcher):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    assert "larger than" in said(fetcher.get(server.put("/bomb", bomb, Content_Encoding="gzip")))
    packed = server.put("/gz", gzip.compress(b"words"), Content_Encoding="gzip")
    assert fetcher.get(packed).body == b"words"
    cut = server.put("/cut", gzip.compress(b"words" * 1000)[:-9], Content_Encoding="gzip")
    assert "broke off" in said(fetcher.get(cut))
    assert "nobody asked for" in said(fetcher.get(server.put("/br", b"x", Content_Encoding="br")))


def test_a_server_that_says_nothing_is_given_up(server, fetcher):
    server.pages["/slow"] = lambda handler: time.sleep(1.5)
    assert "answers too slowly" in said(fetcher.get(server.root + "/slow"))


def test_a_server_that_drips_is_given_up_when_the_time_is_up(server):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    server.pages["/drip"] = drip
    server.put("/robots.txt", "", status=404)
    with Fetcher(Limits(1, 1, 0.8, 1000, LOOPBACK), pause=0) as fetcher:
        start = time.monotonic()
        assert "answers too slowly" in said(fetcher.get(server.root + "/drip"))
        assert time.monotonic() - start < 2


def test_a_body_that_breaks_off_is_no_answer(server, fetcher):
    def broken(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
        handler.close_connection = True

    server.pages["/broken"] = broken
    assert "broke off" in said(fetcher.get(server.root + "/broken"))


def test_odd_hosts_and_headers_are_no_accident(server, fetcher):
    assert "cannot be reached" in said(fetcher.get("http://a..b.invalid/"))
    assert fetcher.get(server.put("/a", "words"), {"If-None-Match": '"é\n"'}).status == 200


def test_a_closed_port_is_said_plainly(fetcher):
    assert "cannot be reached" in said(fetcher.get("http://127.0.0.1:9/feed"))


def test_redirects_are_followed_but_not_for_ever(server, fetcher):
    server.put("/there", "words")
    server.pages["/once"] = (301, {"Location": "/there", "Content-Length": "0"}, b"")
    server.pages["/round"] = (302, {"Location": "/round", "Content-Length": "0"}, b"")
    assert fetcher.get(server.root + "/once").url.endswith("/there")
    assert "on and on" in said(fetcher.get(server.root + "/round"))
    server.pages["/file"] = (302, {"Location": "file:///etc/passwd", "Content-Length": "0"}, b"")
    assert "not an http" in said(fetcher.get(server.root + "/file"))


def test_robots_txt_is_heeded_and_asked_once(server, fetcher):
    server.put(
        "/robots.txt", "User-agent: *\nDisallow: /private\n\nUser-agent: SarezDesk\nDisallow: /not-us\n"
    )
    server.put("/a", "words")
    assert fetcher.get(server.root + "/a").status == 200
    assert "robots.txt" in said(fetcher.get(server.root + "/not-us/x"))
    assert [p for p, _ in server.asked].count("/robots.txt") == 1
    assert "/not-us/x" not in server.paths()


def test_a_site_whose_robots_txt_fails_is_left_alone_for_now(server, fetcher):
    server.put("/robots.txt", "", status=503)
    answer = fetcher.get(server.put("/a", "words"))
    assert isinstance(answer, Failure)
    assert not answer.is_lasting
    assert "robots.txt has trouble" in said(answer)
    assert server.paths() == []


def test_one_host_is_not_asked_twice_at_once(server):
    slept = []
    server.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    server.put("/a", "words")
    with Fetcher(Limits(allowed=LOOPBACK), pause=2, clock=lambda: 100.0, sleep=slept.append) as fetcher:
        fetcher.get(server.root + "/a")
        fetcher.get(server.root + "/a")
    assert slept == [7.0]


def test_what_a_refusal_says_of_waiting_is_heard(server, fetcher):
    busy = fetcher.get(server.put("/busy", "", status=429, Retry_After="120"))
    assert (busy.status, busy.wait, busy.is_lasting) == (429, 120.0, False)
    gone = fetcher.get(server.put("/gone", "", status=410))
    assert (gone.status, gone.is_lasting) == (410, True)
    now = datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert wait_asked("Sat, 01 Jun 2024 12:05:00 GMT", now) == 300.0
    assert wait_asked("999999999999", now) == 24 * 3600
    assert wait_asked("soon", now) is None


def test_not_modified_is_an_answer_though_it_names_a_packing(server, fetcher):
    server.pages["/same"] = (304, {"Content-Encoding": "gzip"}, b"")
    assert fetcher.get(server.root + "/same", {"If-None-Match": '"1"'}).status == 304
    assert server.asked[-1][1]["if-none-match"] == '"1"'


def test_a_certificate_that_proves_nothing_is_said_plainly(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    _self_signed(key, certificate)
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.http.socket = context.wrap_socket(server.http.socket, server_side=True)
    try:
        wire = Wire(Limits(2, 2, 4, 1000, LOOPBACK))
        answer = wire.ask(server.root.replace("http:", "https:") + "/a")
        wire.close()
    finally:
        server.close()
    assert "does not prove that it is who it says" in said(answer)


def _self_signed(key, certificate):
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(private, hashes.SHA256())
    )  # fmt: skip
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
