"""Which method and path means which operation."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stripe_standin import (
    accounts,
    balances,
    disputes,
    payments,
    payouts,
    refunds,
    sessions,
    transfers,
)
from stripe_standin.desk import Desk
from stripe_standin.errors import ApiError
from stripe_standin.lists import created, listing, page
from stripe_standin.params import Params
from stripe_standin.store import Document


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    params: Params
    base_url: str
    account: str | None = None
    """For whom the platform calls (`Stripe-Account`)."""

    @property
    def balance_of(self) -> str:
        return self.account or balances.PLATFORM


Operation = Callable[..., Document]


def _get(kind: str, what: str) -> Operation:
    def retrieve(desk: Desk, call: Call, object_id: str) -> Document:
        expand = call.params.texts("expand")
        call.params.finish()
        return desk.expand(desk.get(kind, object_id, what), expand)

    return retrieve


def _list(kind: str, *filters: str) -> Operation:
    return lambda desk, call: listing(desk, call.params, kind, call.path, *filters)


def _events(desk: Desk, call: Call) -> Document:
    wanted = set(call.params.texts("types")) | {call.params.text("type")} - {None}
    found = created(desk.store.every("event"), call.params)
    if wanted:
        found = [event for event in found if event["type"] in wanted]
    answer = page(found, call.params, call.path)
    call.params.finish()
    return answer


def _session_list(desk: Desk, call: Call) -> Document:
    return listing(desk, call.params, "checkout.session", call.path, "payment_intent", "status")


def _reversals(desk: Desk, call: Call, transfer_id: str) -> Document:
    found = desk.store.every("transfer_reversal", transfer=transfer_id)
    answer = page(found, call.params, call.path)
    call.params.finish()
    return answer


def _own(desk: Desk, call: Call, kind: str) -> Document:
    """Of the account the call is for, filtered as Stripe filters them."""
    params = call.params
    names = ("type", "source", "payout", "status")
    equal = {name: value for name in names if (value := params.text(name))}
    found = created(desk.store.every(kind, _account=call.balance_of, **equal), params)
    if kind == "balance_transaction":
        found = [balances.shown(desk, entry) for entry in found]
    answer = page(found, params, call.path)
    expand = params.texts("expand")
    params.finish()
    return desk.expand(answer, expand)


_ROUTES: tuple[tuple[str, str, Operation], ...] = (
    ("POST", "checkout/sessions", lambda d, c: sessions.create(d, c.params, c.base_url)),
    ("GET", "checkout/sessions", _session_list),
    ("GET", "checkout/sessions/(cs_[^/]+)", lambda d, c, i: sessions.retrieve(d, c.params, i)),
    (
        "GET",
        "checkout/sessions/(cs_[^/]+)/line_items",
        lambda d, c, i: sessions.line_items(d, c.params, i),
    ),
    (
        "POST",
        "checkout/sessions/(cs_[^/]+)/expire",
        lambda d, c, i: sessions.expire(d, c.params, i),
    ),
    (
        "POST",
        "payment_intents/(pi_[^/]+)/capture",
        lambda d, c, i: payments.capture(d, c.params, i),
    ),
    ("POST", "payment_intents/(pi_[^/]+)/cancel", lambda d, c, i: payments.cancel(d, c.params, i)),
    ("GET", "payment_intents", _list("payment_intent")),
    ("GET", "payment_intents/([^/]+)", _get("payment_intent", "intent")),
    ("GET", "charges", _list("charge", "payment_intent", "transfer_group")),
    ("GET", "charges/([^/]+)", _get("charge", "id")),
    ("POST", "refunds", lambda d, c: refunds.create(d, c.params)),
    ("GET", "refunds", _list("refund", "payment_intent", "charge")),
    ("GET", "refunds/([^/]+)", _get("refund", "id")),
    ("GET", "events", _events),
    ("GET", "events/([^/]+)", _get("event", "id")),
    ("POST", "accounts", lambda d, c: accounts.create(d, c.params)),
    ("GET", "accounts", _list("account")),
    ("POST", "accounts/(acct_[^/]+)", lambda d, c, i: accounts.update(d, c.params, i)),
    ("GET", "accounts/(acct_[^/]+)", _get("account", "account")),
    ("POST", "account_links", lambda d, c: accounts.link(d, c.params, c.base_url)),
    ("POST", "transfers", lambda d, c: transfers.create(d, c.params)),
    ("GET", "transfers", _list("transfer", "destination", "transfer_group")),
    ("GET", "transfers/(tr_[^/]+)", _get("transfer", "id")),
    ("POST", "transfers/(tr_[^/]+)/reversals", lambda d, c, i: transfers.reverse(d, c.params, i)),
    ("GET", "transfers/(tr_[^/]+)/reversals", _reversals),
    ("GET", "disputes", _list("dispute", "charge", "payment_intent")),
    ("GET", "disputes/(du_[^/]+)", _get("dispute", "id")),
    ("POST", "disputes/(du_[^/]+)", lambda d, c, i: disputes.answer(d, c.params, i)),
    ("POST", "disputes/(du_[^/]+)/close", lambda d, c, i: disputes.give_in(d, c.params, i)),
    ("POST", "payouts", lambda d, c: payouts.create(d, c.params, c.account)),
    ("GET", "payouts", lambda d, c: _own(d, c, "payout")),
    ("GET", "payouts/(po_[^/]+)", _get("payout", "id")),
    ("GET", "balance", lambda d, c: balances.balance(d, c.balance_of)),
    ("GET", "balance_transactions", lambda d, c: _own(d, c, "balance_transaction")),
    ("GET", "balance_transactions/([^/]+)", _get("balance_transaction", "id")),
)
_COMPILED = tuple((m, re.compile(f"/v1/{p}"), operation) for m, p, operation in _ROUTES)


def perform(desk: Desk, call: Call) -> Document:
    for method, pattern, operation in _COMPILED:
        match = pattern.fullmatch(call.path)
        if match and method == call.method:
            return public(operation(desk, call, *match.groups()))
    raise ApiError(f"Unrecognized request URL ({call.method}: {call.path}).", status=404)


def public(document: Document) -> Document:
    """Drop our own notes from what goes over the wire."""
    return {name: _clean(part) for name, part in document.items() if not name.startswith("_")}


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return public(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return value
