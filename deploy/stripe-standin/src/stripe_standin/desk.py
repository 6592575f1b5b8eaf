"""What every operation works with: the store, the clock, and the pen that writes events."""

import secrets
import string
import time
from collections.abc import Callable
from typing import Any

from stripe_standin.errors import no_such
from stripe_standin.settings import StandinSettings
from stripe_standin.store import Document, Store

API_VERSION = "2026-10-28.endive"
_ALPHABET = string.ascii_letters + string.digits
NAMES = {
    "cs_": "checkout.session",
    "pi_": "payment_intent",
    "ch_": "charge",
    "re_": "refund",
    "tr_": "transfer",
    "trr_": "transfer_reversal",
    "acct_": "account",
    "du_": "dispute",
    "po_": "payout",
    "txn_": "balance_transaction",
    "evt_": "event",
}


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


class Desk:
    def __init__(self, settings: StandinSettings, store: Store) -> None:
        self.settings = settings
        self.store = store
        self.ahead = 0.0
        self.on_event: Callable[[Document], None] = lambda _event: None

    def now(self) -> float:
        """The market's test clock: real time, moved ahead on request."""
        return time.time() + self.ahead

    def stamp(self) -> int:
        return int(self.now())

    def get(self, kind: str, object_id: str, param: str = "id") -> Document:
        found = self.store.find(kind, object_id)
        if found is None:
            raise no_such(kind, object_id, param)
        return found

    def record(self, kind: str, subject: Document, account: str | None = None) -> Document:
        """`account`: whose event it is, when it is not the platform's own."""
        event: dict[str, Any] = {
            "id": new_id("evt_"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.stamp(),
            "data": {"object": subject},
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        if account is not None:
            event["account"] = account
        self.on_event(event)
        return self.store.put(event)

    def expand(self, document: Document, paths: list[str]) -> Document:
        for path in paths:
            _expand(self, document, path.split("."))
        return document


def _expand(desk: Desk, node: Any, steps: list[str]) -> None:
    if isinstance(node, list):
        for entry in node:
            _expand(desk, entry, steps)
        return
    if not steps or not isinstance(node, dict):
        return
    value = node.get(steps[0])
    if isinstance(value, str):
        kind = NAMES.get(value.partition("_")[0] + "_")
        found = desk.store.find(kind, value) if kind else None
        if found is not None:
            node[steps[0]] = value = found
    _expand(desk, value, steps[1:])
