"""Which names we answer to, and where a request really came from."""

import ipaddress
from collections.abc import Iterable

from gateway.security.incoming import Incoming
from gateway.security.refusal import Refusal

_LONGEST_ADDRESS = 45


class Hosts:
    """The `Host` allow-list: an unknown name may be an attempt to poison links or caches."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = frozenset(name.encode() for name in allowed)

    def require_known(self, incoming: Incoming) -> None:
        host = incoming.host.lower()
        if host in self._allowed:
            return
        name, colon, port = host.rpartition(b":")
        if colon and port.isdigit() and name in self._allowed:
            return
        raise Refusal(400, "unknown_host", "Unter diesem Namen gibt es hier nichts.")


def client_address(incoming: Incoming, hops: int) -> str:
    """The rightmost address that no proxy of ours wrote about itself; the rest can be forged."""
    if hops == 0:
        return incoming.peer
    chain = incoming.found.get(b"x-forwarded-for", b"").split(b",")
    if len(chain) < hops:
        return incoming.peer
    found = chain[-hops].strip()
    return found.decode("latin-1") if 0 < len(found) <= _LONGEST_ADDRESS else incoming.peer


def neighbourhood(address: str) -> str:
    """For counting: a household has a whole IPv6 /64, so its addresses count as one."""
    if ":" not in address:
        return address
    try:
        return str(ipaddress.IPv6Network((address, 64), strict=False).network_address)
    except ValueError:
        return address
