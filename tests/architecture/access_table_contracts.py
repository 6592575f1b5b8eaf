"""Who may hold goods and read contracts; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
POST   /carts/{cart_id}/hold                     cart          200 404 404 404 404 404 404
POST   /carts/{cart_id}/hold                     guest_cart    200 200 200 200 200 200 -
DELETE /carts/{cart_id}/hold                     cart          204 404 404 404 404 404 404
DELETE /carts/{cart_id}/hold                     guest_cart    204 204 204 204 204 204 -
GET    /carts/{cart_id}/order                    ordered_cart  200 404 404 404 404 404 404
GET    /orders/{order_id}/contracts              order         200 404 404 404 404 404 404
GET    /orders/{order_id}/contracts              guest_order   200 404 404 404 404 404 404
GET    /orders/{order_id}/contracts/{shop_order_id} contract   200 404 404 404 404 404 404
"""
