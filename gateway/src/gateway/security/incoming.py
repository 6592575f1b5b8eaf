"""One pass over a request's raw headers: what we read ourselves, and what may travel on."""

import re
from dataclasses import dataclass

from marketkit.clock import new_id
from starlette.types import Scope

from gateway.security.refusal import Refusal

Pair = tuple[bytes, bytes]

# All else is dropped: hop-by-hop headers, cookies, forged identities, method overrides.
TRAVELS_ON = frozenset(
    {
        b"accept",
        b"accept-language",
        b"content-type",
        b"idempotency-key",
        b"if-match",
        b"if-modified-since",
        b"if-none-match",
    }
)
_READ_HERE = TRAVELS_ON | {
    b"authorization",
    b"content-length",
    b"cookie",
    b"host",
    b"origin",
    b"sec-fetch-site",
    b"stripe-signature",
    b"traceparent",
    b"transfer-encoding",
    b"user-agent",
    b"x-forwarded-for",
    b"x-request-id",
}
# Two of these mean that some other program may understand the request differently than we do.
_ONCE = frozenset(
    {
        b"authorization",
        b"content-length",
        b"content-type",
        b"host",
        b"idempotency-key",
        b"origin",
        b"sec-fetch-site",
        b"stripe-signature",
        b"transfer-encoding",
    }
)
_REQUEST_ID = re.compile(rb"[A-Za-z0-9-]{8,64}").fullmatch
_QUERY = re.compile(rb"[\x21-\x7e]*").fullmatch
_DIGITS = re.compile(rb"[0-9]{1,12}").fullmatch


@dataclass(slots=True)
class Incoming:
    method: str
    path: str
    """Still percent-encoded, as the services will see it."""
    query: bytes
    peer: str
    found: dict[bytes, bytes]
    travels_on: list[Pair]
    request_id: str

    @property
    def host(self) -> bytes:
        return self.found.get(b"host", b"")

    @property
    def has_body(self) -> bool:
        return self.found.get(b"content-length", b"0") != b"0" or self.is_chunked

    @property
    def is_chunked(self) -> bool:
        return b"transfer-encoding" in self.found

    @property
    def length(self) -> int | None:
        declared = self.found.get(b"content-length")
        return None if declared is None else int(declared)

    @property
    def wants_page(self) -> bool:
        return b"text/html" in self.found.get(b"accept", b"") and not self.path.startswith("/api/")


def read(scope: Scope) -> Incoming:
    """Never raises, so that even a refusal can name the request."""
    found: dict[bytes, bytes] = {}
    travels_on: list[Pair] = []
    for name, value in scope["headers"]:
        if name not in _READ_HERE:
            continue
        if name in TRAVELS_ON:
            travels_on.append((name, value))
        if name not in found:
            found[name] = value
        elif name in _ONCE:
            found[b":repeated"] = name
        else:
            found[name] += (b"; " if name == b"cookie" else b", ") + value
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    client = scope.get("client")
    return Incoming(
        scope["method"],
        raw_path.partition(b"?")[0].decode("latin-1"),
        scope["query_string"],
        client[0] if client else "",
        found,
        travels_on,
        _request_id(found.get(b"x-request-id")),
    )


def require_unambiguous(incoming: Incoming) -> None:
    """Raises Refusal for what two programs could read in two ways (request smuggling)."""
    found = incoming.found
    repeated = found.get(b":repeated")
    if repeated is not None:
        raise _unreadable(f"Das Kopffeld {repeated.decode('latin-1')} steht mehrfach da.")
    length = found.get(b"content-length")
    if length is not None and not _DIGITS(length):
        raise _unreadable("Content-Length ist keine Zahl.")
    coding = found.get(b"transfer-encoding")
    if coding is not None and (length is not None or coding.lower() != b"chunked"):
        raise _unreadable("Content-Length und Transfer-Encoding schließen sich aus.")
    if not _QUERY(incoming.query):
        raise _unreadable("Die Adresse enthält Zeichen, die dort nicht hingehören.")


def _unreadable(detail: str) -> Refusal:
    return Refusal(400, "bad_request", detail, headers={"Connection": "close"})


def _request_id(given: bytes | None) -> str:
    if given is not None and _REQUEST_ID(given):
        return given.decode("ascii")
    return str(new_id())
