"""A mail server on loopback, as much of one as the tests need: it takes, refuses, breaks off or keeps silent."""

import base64
import socket
import ssl
import threading
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

NAME, PASSWORD = "desk", "a long pass"


class PostOffice:
    """Answers SMTP on a port of loopback. `manner` says how it behaves; `letters` is what it took."""

    def __init__(self, manner="kind", certificate=None, *, is_tls=False):
        self.manner, self.certificate, self.is_tls = manner, certificate, is_tls
        self.letters, self.logins, self.visits = [], [], 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # or accept() would hold it open
        self._listening.close()

    def url(self, scheme="smtp", name="", password=""):
        who = f"{name}:{password.replace(' ', '%20')}@" if name else ""
        return (
            f"{scheme}://{who}localhost:{self.port}"
            if scheme != "smtp"
            else f"smtp://{who}127.0.0.1:{self.port}"
        )

    def parsed(self):
        return [message_from_bytes(data, policy=policy.default) for _to, data in self.letters]

    def _serve(self):
        while not self._over.is_set():
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            self.visits += 1
            threading.Thread(target=self._visit, args=(caller,), daemon=True).start()

    def _visit(self, caller):
        with suppress(OSError), ExitStack() as held:
            held.enter_context(caller)
            if self.manner == "mute":
                self._over.wait(5)
                return
            if self.is_tls:
                caller = self._secret(caller, held)
            self._talk(caller, held)

    def _secret(self, caller, held):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        secret = held.enter_context(
            context.wrap_socket(caller, server_side=True, do_handshake_on_connect=False)
        )
        secret.do_handshake()
        return secret

    def _talk(self, caller, held):
        say, lines = self._sayer(caller), held.enter_context(caller.makefile("rb"))
        say("220 post office")
        to = ""
        while line := lines.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            verb = verb.upper()
            if verb == "EHLO":
                extra = "250-STARTTLS\r\n" if self.certificate and not self.is_tls else ""
                say(f"250-post office\r\n{extra}250-AUTH PLAIN\r\n250 8BITMIME")
            elif verb == "STARTTLS":
                say("220 go on")
                caller = self._secret(caller, held)
                say, lines = self._sayer(caller), held.enter_context(caller.makefile("rb"))
            elif verb == "AUTH":
                say(self._login(rest))
            elif verb == "MAIL":
                say("550 not you" if self.manner == "no sender" else "250 ok")
            elif verb == "RCPT":
                to = rest
                say("550 nobody of this name" if self.manner == "no address" else "250 ok")
            elif verb == "DATA":
                say("354 go on")
                data = b"".join(iter(lines.readline, b".\r\n"))
                if self.manner == "cut":
                    self.letters.append((to, data))
                    caller.shutdown(socket.SHUT_RDWR)
                    return
                if self.manner == "refuse":
                    say("554 no")
                    continue
                self.letters.append((to, data))
                say("250 taken")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    def _sayer(self, caller):
        return lambda text: caller.sendall(text.encode() + b"\r\n")

    def _login(self, told):
        given = base64.b64decode(told.split()[-1]).decode().split("\x00")[1:]
        self.logins.append(tuple(given))
        return "235 welcome" if given == [NAME, PASSWORD] else "535 wrong"


def certificate(folder):
    """A key and a certificate for localhost, signed by itself, in one file; good as an authority too."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]),
    )
    now, names = datetime.now(UTC), [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path, pem = folder / "post.pem", serialization.Encoding.PEM
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(own + made.public_bytes(pem))
    return path
