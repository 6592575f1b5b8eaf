"""Promotions: planned by the shop, begun and ended by time."""
