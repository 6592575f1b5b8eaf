"""Shops, products, prices and pictures of the region."""
