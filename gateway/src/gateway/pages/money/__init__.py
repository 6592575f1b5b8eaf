"""Shops' money at the counter, and the market's books for its operator."""

from gateway.pages.money import books, payout, rules, shop

ROUTES = [*shop.ROUTES, *books.ROUTES, *payout.ROUTES, *rules.ROUTES]
