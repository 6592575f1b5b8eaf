"""`make bench-search`: both engines up to a million products, alone and through the gateway."""
