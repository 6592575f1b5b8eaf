"""Answers every request with 503, like a Meilisearch that is being restarted."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Outage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(503)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names are HTTP's


ThreadingHTTPServer(("", 7700), Outage).serve_forever()
