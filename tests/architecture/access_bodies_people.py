"""What is sent to the routes about mandates and people."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from catalog.domain.mandate_words import CURRENT

_A_DAY = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
_ASKED = {"actions": ["prices"], "until": _A_DAY}
_WORDING = {"wording": CURRENT.version}
_MANDATE = "/shops/{slug}/mandates/{mandate_id}"

BODIES_OF_PEOPLE: Mapping[str, Callable[[Any], Any]] = {
    "POST /shops/{slug}/mandates": lambda _: _ASKED,
    "PUT /shops/{slug}/mandates": lambda _: _ASKED | _WORDING,
    f"PATCH {_MANDATE}": lambda _: {"until": _A_DAY},
    f"POST {_MANDATE}/grant": lambda _: _WORDING,
    "POST /mandates/{code}/grant": lambda _: {"name": "Greta"} | _WORDING,
    "POST /mandates/{code}/refuse": lambda _: {"name": "Greta"},
    "POST /mandates/{code}/withdraw": lambda _: {"name": "Greta"},
    "POST /handovers/{code}/check": lambda _: {"block": "prices", "ok": True},
    "POST /shops/{slug}/invitations": lambda _: {
        "email": f"{uuid4().hex[:8]}@example.org",
        "role": "packer",
    },
    "PATCH /shops/{slug}/people/{account_id}": lambda _: {"role": "staff"},
}
