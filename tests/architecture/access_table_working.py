"""Who may take something off an order, offer something else, pay back; see `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
POST   /shop-orders/{shop_order_id}/reduce       placed_part   200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/reduce       unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/substitute   replaceable_part 200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/goodwill     offline_part  409 403 403 403 403 -   401
POST   /shop-orders/{shop_order_id}/paid-back    handed_part   200 404 404 404 404 404 401
POST   /orders/{order_id}/substitutes/{substitute_id} asked_substitute 200 404 404 404 404 404 404
POST   /withdrawals/{withdrawal_id}/match        unmatched     204 403 403 403 403 -   401
POST   /withdrawals/{withdrawal_id}/parts/{shop_order_id}/paid-back back 204 401 404 404 404 404 401
POST   /withdrawals/{withdrawal_id}/parts/{shop_order_id}/returned back 204 401 404 404 404 404 401
"""
