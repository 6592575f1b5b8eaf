"""Connected accounts: opened by the platform, filled in by the shop on a page of their own."""

from typing import Any, Final

from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import ApiError, missing
from stripe_standin.params import Params
from stripe_standin.store import Document

STATES: Final = ("active", "pending", "restricted", "rejected")
"""What a visit to the onboarding page, or the control desk, may make of an account."""
_TYPES: Final = ("express", "standard", "custom", "none")
_EVERYTHING: Final = ("business_profile.url", "external_account", "tos_acceptance.date")


def create(desk: Desk, params: Params) -> Document:
    kind = params.choice("type", *_TYPES, default="none")
    account = _blank(desk, "custom" if kind == "none" else kind)
    _take_over(account, params)
    expand = params.texts("expand")
    params.finish()
    desk.store.put(account)
    return desk.expand(account, expand)


def update(desk: Desk, params: Params, account_id: str) -> Document:
    account = desk.get("account", account_id, "account")
    _take_over(account, params)
    params.finish()
    desk.store.put(account)
    desk.record("account.updated", account, account_id)
    return account


def link(desk: Desk, params: Params, base_url: str) -> Document:
    """A way to the onboarding page: for a few minutes, and once."""
    account_id = params.need("account")
    desk.get("account", account_id, "account")
    refresh, back = params.text("refresh_url"), params.text("return_url")
    params.choice("type", "account_onboarding", "account_update", default="account_onboarding")
    params.text("collect")
    params.table("collection_options").text("fields")
    params.finish()
    if refresh is None or back is None:
        raise missing("refresh_url" if refresh is None else "return_url")
    now, key = desk.stamp(), new_id("", 32)
    desk.store.put(
        {
            "id": f"link_{key}",
            "object": "onboarding_link",
            "account": account_id,
            "refresh_url": refresh,
            "return_url": back,
            "expires_at": now + desk.settings.onboarding_seconds,
            "used": False,
        }
    )
    return {
        "object": "account_link",
        "created": now,
        "expires_at": now + desk.settings.onboarding_seconds,
        "url": f"{desk.settings.public_url or base_url}/connect/{key}",
    }


def move(desk: Desk, account_id: str, state: str) -> Document:
    """What becomes of the account after somebody has looked at it."""
    account = desk.get("account", account_id, "account")
    capability = {"active": "active", "pending": "pending"}.get(state, "inactive")
    account["capabilities"] = dict.fromkeys(account["capabilities"] or ("transfers",), capability)
    account["charges_enabled"] = account["payouts_enabled"] = state == "active"
    account["details_submitted"] = True
    account["requirements"] = _requirements(state)
    desk.store.put(account)
    desk.record("account.updated", account, account_id)
    return account


def may_be_paid(account: Document) -> bool:
    return bool(account["capabilities"].get("transfers") == "active")


def whose(desk: Desk, header: str | None) -> str | None:
    """The account a call is made for. Raises ApiError for one that is not ours."""
    if header is None:
        return None
    if desk.store.find("account", header) is None:
        raise ApiError(
            f"The provided key does not have access to account '{header}' (or that account does "
            "not exist).",
            status=403,
            code="account_invalid",
        )
    return header


def _take_over(account: Document, params: Params) -> None:
    for name in ("email", "country", "business_type", "default_currency"):
        account[name] = params.text(name) or account[name]
    account["metadata"] |= params.metadata()
    for name in ("business_profile", "controller", "settings", "company", "individual"):
        table = params.table(name)
        given = {key: table.anything(key) for key in table.names()}
        account[name] = (account.get(name) or {}) | given
    asked = params.table("capabilities")
    for name in asked.names():
        asked.table(name).choice("requested", "true", "false", default="true")
        account["capabilities"].setdefault(name, "inactive")


def _requirements(state: str) -> Document:
    wanted = list(_EVERYTHING[1:2]) if state == "restricted" else []
    reasons: dict[str, Any] = {
        "pending": "requirements.pending_verification",
        "restricted": "requirements.past_due",
        "rejected": "rejected.other",
    }
    return {
        "currently_due": wanted,
        "eventually_due": wanted,
        "past_due": wanted,
        "pending_verification": ["individual.verification"] if state == "pending" else [],
        "disabled_reason": reasons.get(state),
        "current_deadline": None,
        "errors": [],
    }


def _blank(desk: Desk, kind: str) -> Document:
    return {
        "id": new_id("acct_", 16),
        "object": "account",
        "business_profile": {},
        "business_type": None,
        "capabilities": {},
        "charges_enabled": False,
        "country": "DE",
        "created": desk.stamp(),
        "default_currency": "eur",
        "details_submitted": False,
        "email": None,
        "metadata": {},
        "payouts_enabled": False,
        "requirements": {
            "currently_due": list(_EVERYTHING),
            "eventually_due": list(_EVERYTHING),
            "past_due": list(_EVERYTHING),
            "pending_verification": [],
            "disabled_reason": "requirements.past_due",
            "current_deadline": None,
            "errors": [],
        },
        "settings": {},
        "type": kind,
    }
