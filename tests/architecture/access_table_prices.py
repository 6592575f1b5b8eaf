"""Who may do what with promotions and with goods nobody counts; columns: `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}/promotions                  live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/promotions                  draft_shop    200 404 404 404 404 200 401
GET    /products/{product_id}/promotions         published     200 403 403 403 403 200 401
GET    /products/{product_id}/promotions         draft         200 404 404 404 403 200 401
POST   /products/{product_id}/promotions         published     201 403 403 403 403 201 401
POST   /products/{product_id}/promotions         draft         201 404 404 404 403 201 401
PATCH  /promotions/{promotion_id}                promotion     200 403 403 403 403 200 401
PATCH  /promotions/{promotion_id}                draft_promotion 200 404 404 404 403 200 401
POST   /promotions/{promotion_id}/end            promotion     200 403 403 403 403 200 401
POST   /promotions/{promotion_id}/end            draft_promotion 200 404 404 404 403 200 401
PUT    /products/{product_id}/availability       published     200 403 403 403 403 200 401
PUT    /products/{product_id}/availability       draft         200 404 404 404 403 200 401
GET    /shops/{slug}/freshness                   live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/freshness                   draft_shop    200 404 404 404 404 200 401
GET    /renewals/{token}                         renewal       200 200 200 200 200 200 200
GET    /renewals/{token}                         ended_renewal 410 410 410 410 410 410 410
POST   /renewals/{token}                         renewal       200 200 200 200 200 200 200
POST   /renewals/{token}                         ended_renewal 410 410 410 410 410 410 410
"""
