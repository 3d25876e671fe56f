"""A receiver of webhooks on loopback, as much of one as the tests need: it takes, refuses, or takes and says nothing."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class HookTaker:
    """Answers posts on a port of loopback with `status`; `calls` is what came: path, headers, body."""

    def __init__(self, status=200):
        self.status, self.calls = status, []
        taker = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                taker.calls.append((self.path, dict(self.headers), body))
                if taker.status is None:
                    self.connection.close()
                    return
                self.send_response(taker.status)
                self.send_header("Content-Length", "0")
                if taker.status in (301, 302, 307):
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()

            def log_message(self, *told):
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/warnings"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
