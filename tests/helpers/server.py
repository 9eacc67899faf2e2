"""A folder served over HTTP, as a plain host serves a built site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(str(self.directory)) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve_below(site: Path, name: str, host: Path) -> Iterator[str]:
    """Serve a site below a folder of a host, whose own folder is empty yet; give the site's address likewise."""
    (host / name).symlink_to(site)
    (host / "404.html").symlink_to(site / "404.html")
    for address in serve_folder(host):
        yield f"{address}/{name}"


def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address, without a closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
