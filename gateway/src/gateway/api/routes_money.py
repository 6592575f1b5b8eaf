"""Shops' money: balances, accounts, statements, payouts, fees."""

from typing import Final

from gateway.api.route import SLOW, routes

MONEY: Final = (
    *routes(
        "orders",
        "GET /shops/{slug}/money",
        "GET /shops/{slug}/statement",
        "GET /shops/{slug}/payouts",
        "GET /shops/{slug}/fees",
        "GET /operations/money/fees",
        "POST /operations/money/fees/{invoice_id}/payments",
        "POST /operations/money/fees/{invoice_id}/net",
        "POST /operations/money/fees/payments/{payment_id}/take-back",
        "GET /operations/money",
        "GET /operations/money/failures",
        "GET /operations/money/shops/{slug}/open",
        "POST /operations/money/shops/{slug}/payouts",
        "POST /operations/money/transfers/{transfer_id}/retry",
        "GET PUT /operations/commission",
        "POST /operations/commission/preview",
        "GET /operations/commission/history",
    ),
    # The payment provider is asked, or a paper is set.
    *routes(
        "orders",
        "POST /shops/{slug}/payout-account",
        "POST /shops/{slug}/payout-account/sync",
        "GET /shops/{slug}/statement.csv",
        "GET /shops/{slug}/statement.pdf",
        patience=SLOW,
    ),
)
