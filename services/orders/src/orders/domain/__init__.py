"""The rules of carts, orders and stock, without I/O."""
