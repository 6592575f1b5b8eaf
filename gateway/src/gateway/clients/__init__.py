"""How the gateway speaks to the services behind it: over sockets, or in one process over ASGI."""

from gateway.clients.asgi import AsgiUpstream
from gateway.clients.http import HttpUpstream, open_session
from gateway.clients.upstream import (
    Headers,
    Upstream,
    UpstreamProblem,
    UpstreamResponse,
    UpstreamUnavailable,
)
from gateway.clients.upstreams import Upstreams, carried_headers

__all__ = [
    "AsgiUpstream",
    "Headers",
    "HttpUpstream",
    "Upstream",
    "UpstreamProblem",
    "UpstreamResponse",
    "UpstreamUnavailable",
    "Upstreams",
    "carried_headers",
    "open_session",
]
