"""When goods can be collected: what the cart offers and the search filters by, worked out once."""
