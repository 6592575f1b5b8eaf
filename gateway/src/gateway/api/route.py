"""One address of the public API, and where it is answered."""

from dataclasses import dataclass
from typing import Final, Literal

Service = Literal["catalog", "orders", "search", "gateway"]
Kind = Literal["json", "upload", "download", "media", "webhook"]

QUICK: Final = 3.0
# Payment providers and pictures take their time.
SLOW: Final = 20.0


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    service: Service
    kind: Kind = "json"
    patience: float = QUICK
    most: int = 0
    """Bytes of a body; 0: what is usual for its kind."""


def routes(service: Service, *lines: str, patience: float = QUICK) -> tuple[Route, ...]:
    """`"GET POST /shops"` → two routes below `/api/v1`."""
    listed = []
    for line in lines:
        *methods, path = line.split()
        listed += [
            Route(method, f"/api/v1{path}", service, patience=patience) for method in methods
        ]
    return tuple(listed)
