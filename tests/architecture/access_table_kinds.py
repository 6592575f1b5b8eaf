"""Who may weigh, and take empties back; see `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shop-orders/{shop_order_id}/packing      weighed_part  200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}/packing      unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/weigh        weighed_part  200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/returns      ready_part    200 404 404 404 404 404 401
"""
