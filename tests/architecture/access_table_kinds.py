"""Who may weigh, take empties back, ask for quotes and offer them; see `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shop-orders/{shop_order_id}/packing      weighed_part  200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}/packing      unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/weigh        weighed_part  200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/returns      ready_part    200 404 404 404 404 404 401
POST   /shops/{slug}/quotes                      live_shop     201 201 201 201 201 201 401
POST   /shops/{slug}/quotes                      draft_shop    404 404 404 404 404 404 401
GET    /shops/{slug}/quotes                      live_shop     200 404 404 404 404 404 401
GET    /quotes/{quote_id}                        asked_quote   200 200 404 404 404 404 404
POST   /quotes/{quote_id}/photos                 asked_quote   201 404 404 404 404 404 404
GET    /quotes/{quote_id}/photos/{photo_id}      quote_photo   200 200 404 404 404 404 404
GET    /quotes/{quote_id}/pdf                    made_offer    200 200 404 404 404 404 404
POST   /quotes/{quote_id}/accept                 made_offer    200 404 404 404 404 404 404
POST   /quotes/{quote_id}/decline                made_offer    200 404 404 404 404 404 404
POST   /quotes/{quote_id}/offer                  quote_at_shop 200 404 404 404 404 404 401
POST   /quotes/{quote_id}/refuse                 quote_at_shop 200 404 404 404 404 404 401
"""
