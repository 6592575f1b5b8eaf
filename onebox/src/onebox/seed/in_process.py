"""A market in this process, asked through ASGI without a socket."""

import json
from dataclasses import dataclass

from gateway.clients.asgi import AsgiApp, AsgiUpstream
from gateway.clients.upstream import UpstreamUnavailable

from onebox.seed.client import Answer, JsonObject, UnreachableError, headers_for


@dataclass(frozen=True)
class AsgiClient:
    app: AsgiApp

    async def call(
        self,
        method: str,
        path: str,
        body: JsonObject | None = None,
        *,
        token: str = "",
        key: str = "",
    ) -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        path, _, query = path.partition("?")
        sent = headers_for(token, key) | ({"Content-Type": "application/json"} if content else {})
        headers = [(name.lower().encode(), value.encode()) for name, value in sent.items()]
        try:
            answer = await AsgiUpstream("market", self.app).request(
                method, path, query.encode(), headers, content
            )
        except UpstreamUnavailable as error:
            raise UnreachableError(f"{method} {path}: {error}") from error
        return Answer(answer.status, _read(answer.body))


def _read(body: bytes) -> object:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode(errors="replace")
