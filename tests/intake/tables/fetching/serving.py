"""A server on loopback that speaks as UCDP's, ACLED's and GDELT's do, and stumbles where it is told to."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, dict[str, str], bytes]


class Server:
    """`answer` maps a path to what gives its reply; `stumbles` are replies given first, or None to break off."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[dict[str, str], dict[str, str]], Reply]] = {}
        self.stumbles: dict[str, list[Reply | None]] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                self._reply(parts.path, {k: v[-1] for k, v in parse_qs(parts.query).items()})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                self._reply(urlsplit(self.path).path, {k: v[-1] for k, v in parse_qs(body).items()})

            def _reply(self, path: str, said: dict[str, str]) -> None:
                outer.asked.append(self.path)
                headers = {k.lower(): v for k, v in self.headers.items()}
                waiting = outer.stumbles.get(path)
                reply = (
                    waiting.pop(0)
                    if waiting
                    else outer.answers.get(path, lambda *_: (404, {}, b""))(said, headers)
                )
                if reply is None:
                    self.send_response(200)
                    self.send_header("Content-Length", "1000000")
                    self.end_headers()
                    self.wfile.write(b"{")
                    self.close_connection = True
                    return
                status, more, body = reply
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def as_json(data: Any, status: int = 200) -> Reply:
    return status, {"Content-Type": "application/json"}, json.dumps(data).encode()


class Ucdp(Server):
    """A release of so many events, in pages of 2, for who brings the token."""

    def __init__(
        self, row: dict[str, str], count: int, version: str = "23.1", token: str = "let-me-in"
    ) -> None:
        super().__init__()
        self.token = token

        def page(said: dict[str, str], headers: dict[str, str]) -> Reply:
            if headers.get("x-ucdp-access-token") != self.token:
                return 401, {}, b'{"message": "API token required"}'
            number = int(said["page"])
            rows = [row | {"id": n, "best": 3} for n in range(count)][(number - 1) * 2 : number * 2]
            following = (
                f"{self.root}/api/gedevents/{version}?pagesize=2&page={number + 1}"
                if number * 2 < count
                else ""
            )
            return as_json(
                {"TotalCount": count, "TotalPages": -(-count // 2), "NextPageUrl": following, "Result": rows}
            )

        self.answers[f"/api/gedevents/{version}"] = page


class Acled(Server):
    """Events in pages as asked, for who has a token that stands; tokens last for `lasts` requests."""

    def __init__(self, rows: list[dict[str, str]], deleted: list[dict[str, str]], lasts: int = 100) -> None:
        super().__init__()
        self.password, self.lasts, self.left, self.grants = "s3cret-word", lasts, 0, []
        self.number = 0

        def token(said: dict[str, str], _: dict[str, str]) -> Reply:
            self.grants.append(said.get("grant_type", ""))
            by_name = said.get("grant_type") == "password" and said.get("password") == self.password
            by_renewal = (
                said.get("grant_type") == "refresh_token"
                and said.get("refresh_token") == f"again-{self.number}"
            )
            if not (by_name or by_renewal) or said.get("client_id") != "acled":
                return as_json({"error": "invalid_grant"}, 400)
            self.number, self.left = self.number + 1, self.lasts
            return as_json(
                {
                    "access_token": f"token-{self.number}",
                    "refresh_token": f"again-{self.number}",
                    "expires_in": 86400,
                }
            )

        def guarded(data: list[dict[str, str]]) -> Callable[[dict[str, str], dict[str, str]], Reply]:
            def page(said: dict[str, str], headers: dict[str, str]) -> Reply:
                if headers.get("authorization") != f"Bearer token-{self.number}" or self.left <= 0:
                    return as_json({"message": "expired"}, 401)
                self.left -= 1
                size, number = int(said["limit"]), int(said["page"])
                found = data[(number - 1) * size : number * size]
                return as_json({"status": 200, "success": True, "count": len(found), "data": found})

            return page

        self.answers = {
            "/oauth/token": token, "/api/acled/read": guarded(rows), "/api/deleted/read": guarded(deleted),
        }  # fmt: skip


class Gdelt(Server):
    """Files of a quarter of an hour each, and the two lists that name them."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__()
        lines = []
        for moment, text in files.items():
            box = io.BytesIO()
            with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"{moment}.export.CSV", text)
            data = box.getvalue()
            name = f"{moment}.export.CSV.zip"
            self.answers[f"/{name}"] = lambda *_, data=data: (200, {}, data)
            digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
            lines.append(f"{len(data)} {digest} http://data.gdeltproject.org/gdeltv2/{name}")
            lines.append(f"9 {digest} http://data.gdeltproject.org/gdeltv2/{moment}.gkg.csv.zip")
        self.answers["/masterfilelist.txt"] = lambda *_: (
            200,
            {},
            "\n".join([*lines, "broken line"]).encode(),
        )
        self.answers["/lastupdate.txt"] = lambda *_: (200, {}, "\n".join(lines[-2:]).encode())
