"""`make bench-search`: both engines with up to a million products, alone and through the gateway."""
