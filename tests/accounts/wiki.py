"""A wiki's OAuth 2.0 server on MediaWiki's paths, in a thread: it shares no code with the client under test.

It is our own small one: the lock holds no independent server package.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "consumer", "consumer-secret"
PROFILE = {
    "sub": "4711",
    "username": "Ålice वि",
    "editcount": 1234,
    "groups": ["*", "user", "sysop"],
    "registered": "20040102030405",
    "blocked": False,
    "realname": "",
    "email": "alice@example.org",
    "confirmed_email": True,
    "rights": ["edit"],
}


@dataclass
class Wiki:
    """What the server knows, and what it was asked."""

    profile: dict[str, Any] = field(default_factory=lambda: dict(PROFILE))
    address: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    user_agents: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def authorize(self, query: dict[str, str]) -> str | None:
        """Where the person who agreed is sent; None for a request that breaks RFC 6749 or RFC 7636."""
        is_right = (
            query.get("client_id") == CLIENT
            and query.get("response_type") == "code"
            and query.get("code_challenge_method") == "S256"
            and query.get("code_challenge")
            and query.get("state")
            and query.get("redirect_uri", "").startswith("http")
        )
        if not is_right:
            return None
        code = secrets.token_hex(8)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> str | None:
        """A token for a code, once, for who holds the verifier of its challenge."""
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = (
            asked is not None
            and form.get("grant_type") == "authorization_code"
            and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
            and form.get("redirect_uri") == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
        )
        if not is_right:
            self.refused.append("token")
            return None
        token = secrets.token_hex(16)
        self.tokens.add(token)
        return token


class WikiServer(ThreadingHTTPServer):
    """Answers on a free port of this machine."""

    daemon_threads = True

    def __init__(self, wiki: Wiki) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.wiki = wiki


class Handler(BaseHTTPRequestHandler):
    """MediaWiki's three paths."""

    server: WikiServer

    def do_GET(self) -> None:
        wiki = self.server.wiki
        wiki.user_agents.add(self.headers["User-Agent"])
        parts = urlsplit(self.path)
        if parts.path == "/w/rest.php/oauth2/authorize":
            address = wiki.authorize({key: values[0] for key, values in parse_qs(parts.query).items()})
            self.answer(302 if address else 400, {}, location=address)
        elif parts.path == "/w/rest.php/oauth2/resource/profile":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self.answer(*((200, wiki.profile) if token in wiki.tokens else (401, {"error": "invalid_token"})))
        else:
            self.answer(404, {})

    def do_POST(self) -> None:
        wiki = self.server.wiki
        wiki.user_agents.add(self.headers["User-Agent"])
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {key: values[0] for key, values in parse_qs(body).items()}
        token = wiki.token(form) if self.path == "/w/rest.php/oauth2/access_token" else None
        granted = {"access_token": token, "token_type": "Bearer", "expires_in": 14400}
        self.answer(*((200, granted) if token else (400, {"error": "invalid_grant"})))

    def answer(self, status: int, body: dict[str, Any], location: str | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Tests are quiet."""


@contextmanager
def running_wiki() -> Iterator[Wiki]:
    """The server, in a thread, for the length of the block."""
    server = WikiServer(Wiki())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.wiki.address = f"http://127.0.0.1:{server.server_port}/w"
    try:
        yield server.wiki
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
