"""Who may work on products, and who looks at them; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}/product-defaults            asked_live_shop 200 403 403 403 403 200 401
GET    /shops/{slug}/product-defaults            asked_draft_shop 200 404 404 404 404 200 401
GET    /shops/{slug}/templates                   live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/templates                   draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/products/bulk               bulk_goods    200 403 403 403 403 200 401
GET    /products/{product_id}/editing            published     200 404 404 404 404 200 401
GET    /products/{product_id}/editing            draft         200 404 404 404 404 200 401
POST   /products/{product_id}/duplicate          published     201 403 403 403 403 201 401
POST   /products/{product_id}/duplicate          draft         201 404 404 404 403 201 401
POST   /products/{product_id}/offer-again        last_season   200 404 404 404 403 200 401
POST   /products/{product_id}/approve            waiting_goods 200 403 403 403 403 -   401
POST   /products/{product_id}/refuse             waiting_goods 200 403 403 403 403 -   401
POST   /undo/{undo_id}                           own_change    200 404 404 404 404 404 401
"""
