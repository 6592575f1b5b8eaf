"""Who belongs to a shop, who may act for it, and who wants to come."""
