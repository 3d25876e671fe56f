"""A web server on loopback for tests: pages set by hand, and what was asked of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Pages by path. A page is (status, headers, body) or a function that answers by itself."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                page = outer.pages.get(self.path, (404, {}, b""))
                if callable(page):
                    page(self)
                    return
                status, headers, body = page
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass  # a client that stops reading is what is tested

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()

    def put(self, path: str, body: str | bytes, *, status: int = 200, **headers: str) -> str:
        """Set a page; its address. Header names are written with underscores."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, data)
        return self.root + path

    def paths(self) -> list[str]:
        """What was asked, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def rss(*items: str, language: str = "en") -> str:
    """An RSS feed of these items."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Chronicle</title><language>{language}</language>{''.join(items)}</channel></rss>"
    )


def item(number: int, link: str = "", text: str = "", summary: str = "") -> str:
    """One item, numbered; with the full text, or a summary and a link to it."""
    parts = [f"<title>Report {number}</title><guid isPermaLink='false'>item-{number}</guid>"]
    parts += [f"<link>{link}</link>"] if link else []
    parts += [f"<description>{summary}</description>"] if summary else []
    parts += [f"<content:encoded><![CDATA[{text}]]></content:encoded>"] if text else []
    return f"<item>{''.join(parts)}<pubDate>Wed, 28 Apr 2021 23:40:00 +0600</pubDate></item>"


def words(number: int, count: int = 90) -> str:
    """A paragraph of its own for each number."""
    return f"On day {number} " + " ".join(
        f"the guard of post {number * 31 + i} reported shots." for i in range(count // 7)
    )


def page(number: int) -> str:
    """A news page, numbered."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Report {number}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Report {number}</h1><p>{words(number)}</p><p>{words(number + 1000)}</p>"
        "</article><footer>Copyright</footer></body></html>"
    )
