"""Fills a fresh market with the region's example shops, through the public API only."""
