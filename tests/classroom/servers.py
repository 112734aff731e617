"""A mail server and a web server on loopback that take what comes, or behave as badly as told."""

from __future__ import annotations

import http.server
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

Manner = Literal["good", "refuses", "hangs", "hangs up", "talks slowly"]


@dataclass
class Post:
    """What a server has been sent."""

    port: int = 0
    manner: Manner = "good"
    mails: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, to let go of what hangs."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    post: Post


class _Mailbox(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 for a real client."""

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        post = self.server.post
        post.connections += 1
        if post.manner == "hangs":
            post.ended.wait(30)
            return
        if post.manner == "hangs up":
            return
        self._say("220 mailbox")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            verb = line.upper().partition(" ")[0]
            if verb in ("EHLO", "HELO"):
                self._say("250-mailbox\r\n250 8BITMIME")
            elif verb == "RCPT":
                post.recipients.append(line)
                refused = post.manner == "refuses"
                self._say("550 no such mailbox: the words of a server" if refused else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                post.mails.append(self._read_mail())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _read_mail(self) -> str:
        lines: list[str] = []
        while (line := self.rfile.readline().decode("utf-8").rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Hook(http.server.BaseHTTPRequestHandler):
    """Takes POST."""

    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        post = self.server.post
        post.connections += 1
        post.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        post.headers.append(dict(self.headers.items()))
        if post.manner == "hangs":
            post.ended.wait(30)
        elif post.manner == "talks slowly":
            self._drip(post)
        elif post.manner != "hangs up":
            self.send_response(307 if post.manner == "refuses" else 204)
            self.send_header("Location", f"http://127.0.0.1:{post.port}/elsewhere")
            self.end_headers()

    def do_GET(self) -> None:
        raise AssertionError("a redirection was followed")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _drip(self, post: Post) -> None:
        """Send a header that never ends, a letter at a time, always in time for the client."""
        while not post.ended.wait(0.05):
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: y\r\n"[:1])
                self.wfile.flush()
            except OSError:
                return


@contextmanager
def serving(kind: Literal["mail", "hook"], post: Post) -> Iterator[Post]:
    """Serve on a free port of loopback, or on the post's where it has one."""
    handler = _Mailbox if kind == "mail" else _Hook
    with _Server(("127.0.0.1", post.port), handler) as server:
        server.post = post
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield post
        finally:
            post.ended.set()
            server.shutdown()
            thread.join(5)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
