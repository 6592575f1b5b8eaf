"""Who may do what with shops and products; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}                             live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}                             draft_shop    200 404 404 404 404 200 404
PATCH  /shops/{slug}                             live_shop     200 403 403 403 403 200 401
PATCH  /shops/{slug}                             draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/go-live                     paused_shop   200 403 403 403 403 200 401
POST   /shops/{slug}/go-live                     draft_shop    403 404 404 404 404 200 401
POST   /shops/{slug}/pause                       live_shop     200 403 403 403 403 200 401
POST   /shops/{slug}/pause                       draft_shop    403 404 404 404 404 200 401
POST   /shops/{slug}/handover                    live_shop     403 403 403 403 403 201 401
POST   /shops/{slug}/handover                    draft_shop    201 404 404 404 404 201 401
GET    /shops/{slug}/activity                    live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/activity                    draft_shop    200 404 404 404 404 200 401
GET    /shops/{slug}/products                    live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}/products                    draft_shop    200 404 404 404 404 200 404
POST   /shops/{slug}/products                    live_shop     201 403 403 403 403 201 401
POST   /shops/{slug}/products                    draft_shop    201 404 404 404 404 201 401
GET    /handovers/{code}                         open_link     200 200 200 200 200 200 200
GET    /handovers/{code}                         used_link     200 409 409 409 409 409 409
GET    /handovers/{code}                         ended_link    410 410 410 410 410 410 410
POST   /handovers/{code}/accept                  open_link     200 200 200 200 200 200 401
POST   /handovers/{code}/accept                  used_link     200 409 409 409 409 409 401
POST   /handovers/{code}/accept                  ended_link    410 410 410 410 410 410 401
GET    /products/{product_id}                    published     200 200 200 200 200 200 200
GET    /products/{product_id}                    draft         200 404 404 404 404 200 404
GET    /products/{product_id}                    early         200 404 404 404 404 200 404
GET    /products/{product_id}                    withdrawn     200 410 410 410 410 200 410
PATCH  /products/{product_id}                    published     200 403 403 403 403 200 401
PATCH  /products/{product_id}                    draft         200 404 404 404 403 200 401
PATCH  /products/{product_id}                    early         200 404 404 404 404 200 401
PATCH  /products/{product_id}                    withdrawn     200 404 404 404 403 200 401
POST   /products/{product_id}/publish            draft         200 404 404 404 403 200 401
POST   /products/{product_id}/publish            withdrawn     200 404 404 404 403 200 401
POST   /products/{product_id}/withdraw           published     200 403 403 403 403 200 401
POST   /products/{product_id}/withdraw           early         200 404 404 404 404 200 401
GET    /products/{product_id}/price-history      published     200 200 200 200 200 200 200
GET    /products/{product_id}/price-history      draft         200 404 404 404 404 200 404
GET    /products/{product_id}/price-history      early         200 404 404 404 404 200 404
GET    /products/{product_id}/price-history      withdrawn     200 410 410 410 410 200 410
POST   /products/{product_id}/images             published     201 403 403 403 403 201 401
POST   /products/{product_id}/images             draft         201 404 404 404 403 201 401
PATCH  /products/{product_id}/images/{image_id}  published     200 403 403 403 403 200 401
PATCH  /products/{product_id}/images/{image_id}  draft         200 404 404 404 403 200 401
PATCH  /products/{product_id}/images/{image_id}  swapped_picture 403 403 403 404 403 404 401
DELETE /products/{product_id}/images/{image_id}  published     204 403 403 403 403 204 401
DELETE /products/{product_id}/images/{image_id}  draft         204 404 404 404 403 204 401
DELETE /products/{product_id}/images/{image_id}  swapped_picture 403 403 403 404 403 404 401
GET    /media/{name}                             published     200 200 200 200 200 200 200
"""
