"""The behaviours an order has, one file each, reading like the paragraph that asks for it."""
