"""Shops' money at the counter, and the market's books for its operator."""

from gateway.pages.money import books, fees, payout, rules, shop

ROUTES = [*shop.ROUTES, *books.ROUTES, *fees.ROUTES, *payout.ROUTES, *rules.ROUTES]
