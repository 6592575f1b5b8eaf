"""A small HTTP client for an ASGI app in the same loop: requests in, answers out."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class AsgiClient:
    """Calls `app`; default headers go along with every request."""

    app: ASGIApp
    headers: dict[str, str] = field(default_factory=dict)

    def with_headers(self, **headers: str) -> "AsgiClient":
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return AsgiClient(self.app, {**self.headers, **named})

    def as_(self, token: str) -> "AsgiClient":
        return self.with_headers(authorization=f"Bearer {token}")

    async def get(self, path: str, **keywords: Any) -> Answer:
        return await self.request("GET", path, **keywords)

    async def post(self, path: str, **keywords: Any) -> Answer:
        return await self.request("POST", path, **keywords)

    async def put(self, path: str, **keywords: Any) -> Answer:
        return await self.request("PUT", path, **keywords)

    async def patch(self, path: str, **keywords: Any) -> Answer:
        return await self.request("PATCH", path, **keywords)

    async def delete(self, path: str, **keywords: Any) -> Answer:
        return await self.request("DELETE", path, **keywords)

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        body: bytes = b"",
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        sent = {"host": "testserver", **self.headers, **(headers or {})}
        if json is not None:
            body, kind = _dump(json), "application/json"
            sent.setdefault("content-type", kind)
        elif form is not None:
            body = urlencode(form, doseq=True).encode()
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
        if body or method in {"POST", "PUT", "PATCH"}:
            sent.setdefault("content-length", str(len(body)))
        return await _call(self.app, _scope(method, path, query, sent), body)


def _dump(value: Any) -> bytes:
    return json.dumps(value, default=str).encode()


def _scope(
    method: str, path: str, query: Mapping[str, Any] | None, headers: Mapping[str, str]
) -> dict[str, Any]:
    parts = urlsplit(path)
    query_string = urlencode(query, doseq=True) if query else parts.query
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": query_string.encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
        "state": {},
    }


async def _call(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    start: Message = {}
    chunks: list[bytes] = []
    finished = asyncio.Event()

    async def receive() -> Message:
        if pending:
            return pending.pop()
        await finished.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))
            if not message.get("more_body"):
                finished.set()

    # Starlette answers 500 and raises again, for servers to log; the answer is what counts here.
    outcome = (await asyncio.gather(app(scope, receive, send), return_exceptions=True))[0]
    if not start and outcome:
        raise outcome
    pairs = [(k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in start["headers"]]
    cookies = [value for key, value in pairs if key == "set-cookie"]
    return Answer(start["status"], dict(pairs), cookies, b"".join(chunks))


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[AsgiClient]:
    """The app with its lifespan started, and stopped afterwards."""
    inbox: asyncio.Queue[Message] = asyncio.Queue()
    outbox: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    task = asyncio.ensure_future(app(scope, inbox.get, outbox.put))
    await _phase(inbox, outbox, task, "startup")
    try:
        yield AsgiClient(app)
    finally:
        await _phase(inbox, outbox, task, "shutdown")
        await task


async def _phase(
    inbox: "asyncio.Queue[Message]",
    outbox: "asyncio.Queue[Message]",
    task: "asyncio.Future[None]",
    name: str,
) -> None:
    await inbox.put({"type": f"lifespan.{name}"})
    reply = asyncio.ensure_future(outbox.get())
    either: set[asyncio.Future[Any]] = {reply, task}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if not reply.done():
        reply.cancel()
        task.result()
        return
    message = reply.result()
    assert message["type"] == f"lifespan.{name}.complete", message.get("message")
