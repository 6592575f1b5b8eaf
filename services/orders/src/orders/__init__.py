"""Carts, stock, orders, payments and mails."""
