"""Who may do what with ways, places and rounds; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /carts/{cart_id}/ways                     cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}/ways                     guest_cart    200 200 200 200 200 200 -
GET    /carts/{cart_id}/plans                    cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}/plans                    guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/fees                     cart          200 404 404 404 404 404 404
POST   /carts/{cart_id}/fees                     guest_cart    200 200 200 200 200 200 -
GET    /orders/{order_id}/plans                  order         200 404 404 404 404 404 404
GET    /orders/{order_id}/plans                  guest_order   200 404 404 404 404 404 404
GET    /shop-orders/{shop_order_id}/times        bought_part   200 404 404 404 404 404 404
POST   /shop-orders/{shop_order_id}/move         bought_part   200 404 404 404 404 404 404
POST   /shop-orders/{shop_order_id}/delivered    ready_part    409 404 404 404 404 404 401
PUT    /pickup-points/{slug}                     a_station     200 403 403 403 403 -   401
PUT    /delivery-rounds/{slug}                   a_station     200 403 403 403 403 -   401
GET    /shops/{slug}/bringing                    live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/bringing                    draft_shop    404 404 404 404 404 404 401
PUT    /shops/{slug}/bringing                    live_shop     200 404 404 404 404 404 401
PUT    /shops/{slug}/bringing                    draft_shop    404 404 404 404 404 404 401
GET    /shops/{slug}/tours                       live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/tours                       draft_shop    404 404 404 404 404 404 401
GET    /shops/{slug}/hosted                      live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/hosted                      draft_shop    404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/arrived      ready_part    409 404 404 404 404 404 401
DELETE /shop-orders/{shop_order_id}/arrived      ready_part    409 404 404 404 404 404 401
GET    /shops/{slug}/driven                      live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/driven                      draft_shop    404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/brought      ready_part    404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/hand-out     ready_part    404 404 404 404 404 404 401
"""
