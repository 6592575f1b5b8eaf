"""Entries, payouts and rules as they leave the service."""

from typing import Any

from orders.domain.shown import Document, money
from orders.http.answers import local
from orders.queries_money import StatementLine


def line_document(line: StatementLine, words: str) -> Document:
    """`amount` changes the balance; the others say what it is made of."""
    return {
        "id": line.id,
        "at": local(line.at),
        "kind": line.kind,
        "words": words,
        "number": line.number,
        "reference": line.ref,
        "goods": money(line.goods),
        "deposit": money(line.deposit),
        "delivery": money(line.delivery),
        "taken_off": money(line.off),
        "commission": money(line.commission),
        "vat_on_commission": money(line.vat_on_fee),
        "to_invoice": line.to_invoice,
        "debt": money(line.debt),
        "amount": money(line.amount),
        "balance": money(line.balance),
    }


def payout_document(row: Any) -> Document:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "amount": money(row["amount"]),
        "status": row["status"],
        "reference": row["reference"],
        "arrives_on": row["arrives_on"],
        "failure": row["failure"],
        "at": local(row["created_at"]),
    }
