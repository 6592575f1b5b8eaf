"""Transfers to connected accounts, and their reversal: cent by cent out of real balances."""

from dataclasses import dataclass

from stripe_standin.accounts import may_be_paid
from stripe_standin.balances import available, enter, pending
from stripe_standin.desk import Desk, new_id
from stripe_standin.errors import ApiError, missing, refused
from stripe_standin.params import Params
from stripe_standin.store import Document


@dataclass(frozen=True)
class _Order:
    amount: int
    account: Document
    charge: Document | None
    group: str | None
    description: str | None
    metadata: dict[str, str]
    available_on: int | None


def create(desk: Desk, params: Params) -> Document:
    amount, currency = params.integer("amount", least=1), params.need("currency")
    destination, source = params.need("destination"), params.text("source_transaction")
    group, description = params.text("transfer_group"), params.text("description")
    metadata, expand = params.metadata(), params.texts("expand")
    params.finish()
    if amount is None:
        raise missing("amount")
    if currency != "eur":
        raise ApiError(f"Invalid currency: {currency}", param="currency")
    account = desk.get("account", destination, "destination")
    if not may_be_paid(account):
        raise refused(
            "Your destination account needs to have at least one of the following capabilities "
            "enabled: transfers, crypto_transfers, legacy_payments",
            "insufficient_capabilities_for_transfer",
        )
    charge = desk.get("charge", source, "source_transaction") if source else None
    available_on = _covered(desk, amount, charge)
    order = _Order(amount, account, charge, group, description, metadata, available_on)
    return desk.expand(_move(desk, order), expand)


def reverse(desk: Desk, params: Params, transfer_id: str) -> Document:
    amount, description = params.integer("amount", least=1), params.text("description")
    metadata, expand = params.metadata(), params.texts("expand")
    params.text("refund_application_fee")
    params.finish()
    transfer = desk.get("transfer", transfer_id)
    left = transfer["amount"] - transfer["amount_reversed"]
    share = left if amount is None else amount
    if left == 0 or share > left:
        raise refused(
            f"Transfer reversal amount (€{share / 100:.2f}) is greater than the amount left on "
            f"the transfer (€{left / 100:.2f})",
            param="amount",
        )
    destination = transfer["destination"]
    if available(desk, destination) + pending(desk, destination) < share:
        raise refused(
            "The connected account does not have enough balance for this reversal.",
            "balance_insufficient",
        )
    return desk.expand(_take_back(desk, transfer, share, description, metadata), expand)


def _covered(desk: Desk, amount: int, charge: Document | None) -> int | None:
    """When the money can be spent. A charge lends it before it has arrived."""
    if charge is None:
        if available(desk) < amount:
            raise refused(
                "You have insufficient available funds in your account.", "balance_insufficient"
            )
        return None
    if charge["balance_transaction"] is None:
        raise refused(
            "You cannot use an uncaptured charge as a source_transaction.", "charge_not_captured"
        )
    used = sum(
        transfer["amount"]
        for transfer in desk.store.every("transfer", source_transaction=charge["id"])
    )
    if used + amount > charge["amount_captured"]:
        raise refused(
            "Transfers using this transaction as a source must not exceed the source amount of "
            f"€{charge['amount_captured'] / 100:.2f}.",
            "transfer_source_balance_parameters_mismatch",
        )
    entry: int = desk.get("balance_transaction", charge["balance_transaction"])["available_on"]
    return entry


def _move(desk: Desk, order: _Order) -> Document:
    amount, account, charge = order.amount, order.account, order.charge
    available_on = order.available_on
    transfer_id, payment_id = new_id("tr_"), new_id("py_")
    entry = enter(desk, transfer_id, -amount, "transfer", available_on=available_on)
    enter(desk, payment_id, amount, "payment", account=account["id"], available_on=available_on)
    transfer = desk.store.put(
        {
            "id": transfer_id,
            "object": "transfer",
            "amount": amount,
            "amount_reversed": 0,
            "balance_transaction": entry["id"],
            "created": desk.stamp(),
            "currency": "eur",
            "description": order.description,
            "destination": account["id"],
            "destination_payment": payment_id,
            "livemode": False,
            "metadata": order.metadata,
            "reversed": False,
            "source_transaction": charge["id"] if charge else None,
            "transfer_group": order.group or (charge["transfer_group"] if charge else None),
        }
    )
    desk.record("transfer.created", transfer)
    return transfer


def _take_back(
    desk: Desk, transfer: Document, share: int, description: str | None, metadata: dict[str, str]
) -> Document:
    reversal_id = new_id("trr_")
    entry = enter(desk, reversal_id, share, "transfer_refund")
    enter(desk, reversal_id, -share, "payment_refund", account=transfer["destination"])
    reversal = desk.store.put(
        {
            "id": reversal_id,
            "object": "transfer_reversal",
            "amount": share,
            "balance_transaction": entry["id"],
            "created": desk.stamp(),
            "currency": "eur",
            "description": description,
            "metadata": metadata,
            "transfer": transfer["id"],
        }
    )
    transfer["amount_reversed"] += share
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    desk.store.put(transfer)
    desk.record("transfer.reversed", transfer)
    return reversal
