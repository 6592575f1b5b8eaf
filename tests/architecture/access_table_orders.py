"""Who may do what with carts, orders and stock; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /carts/{cart_id}                          cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}                          guest_cart    200 200 200 200 200 200 -
PUT    /carts/{cart_id}/lines                    cart          200 404 404 404 404 404 404
PUT    /carts/{cart_id}/lines                    guest_cart    200 200 200 200 200 200 -
PUT    /carts/{cart_id}/lines/{variant_id}       cart          200 404 404 404 404 404 404
PUT    /carts/{cart_id}/lines/{variant_id}       guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/confirm-prices           cart          200 404 404 404 404 404 404
POST   /carts/{cart_id}/confirm-prices           guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/claim                    cart          200 404 404 404 404 404 401
POST   /carts/{cart_id}/claim                    guest_cart    401 200 200 200 200 200 -
GET    /carts/{cart_id}/slots                    cart          200 404 404 404 404 404 404
GET    /carts/{cart_id}/slots                    guest_cart    200 200 200 200 200 200 -
POST   /carts/{cart_id}/checkout                 cart          201 404 404 404 404 404 404
POST   /carts/{cart_id}/checkout                 guest_cart    201 201 201 201 201 201 -
GET    /orders/{order_id}                        order         200 404 404 404 404 404 404
GET    /orders/{order_id}                        guest_order   200 404 404 404 404 404 404
POST   /orders/{order_id}/cancel                 order         200 404 404 404 404 404 404
POST   /orders/{order_id}/cancel                 guest_order   200 404 404 404 404 404 404
POST   /orders/{order_id}/pay                    unpaid_order  200 404 404 404 404 404 404
POST   /orders/{order_id}/pay                    unpaid_guest_order 200 404 404 404 404 404 404
POST   /orders/{order_id}/payment/sync           unpaid_order  200 404 404 404 404 404 404
POST   /orders/{order_id}/payment/sync           unpaid_guest_order 200 404 404 404 404 404 404
GET    /shops/{slug}/orders                      live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/orders                      draft_shop    404 404 404 404 404 404 401
GET    /shops/{slug}/stock                       live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/stock                       draft_shop    200 404 404 404 404 404 401
PUT    /stock/{variant_id}                       shelf         200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}              placed_part   200 404 404 404 404 404 401
GET    /shop-orders/{shop_order_id}              unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/accept       placed_part   200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/accept       unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/decline      placed_part   200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/decline      unpaid_part   404 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/ready        accepted_part 200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/hand-over    ready_part    200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/cancel       accepted_part 200 404 404 404 404 404 401
POST   /shop-orders/{shop_order_id}/undo         accepted_part 200 404 404 404 404 404 401
"""
