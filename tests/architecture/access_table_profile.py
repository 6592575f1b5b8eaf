"""Who may do what with shops' texts, closures and photos; see `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}/legal                       live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}/legal                       draft_shop    200 404 404 404 404 200 404
GET    /shops/{slug}/legal/{kind}                shop_text     200 200 200 200 200 200 200
GET    /shops/{slug}/legal/{kind}                draft_text    200 404 404 404 404 200 404
PUT    /shops/{slug}/own-terms                   live_shop     200 403 403 403 403 200 401
PUT    /shops/{slug}/own-terms                   draft_shop    200 404 404 404 404 200 401
GET    /shops/{slug}/closures                    live_shop     200 200 200 200 200 200 200
GET    /shops/{slug}/closures                    draft_shop    200 404 404 404 404 200 404
POST   /shops/{slug}/closures                    live_shop     201 403 403 403 403 201 401
POST   /shops/{slug}/closures                    draft_shop    201 404 404 404 404 201 401
DELETE /shops/{slug}/closures/{first}            closed_shop   200 403 403 403 403 200 401
PUT    /shops/{slug}/special-days/{day}          some_day      200 403 403 403 403 200 401
DELETE /shops/{slug}/special-days/{day}          special_day   200 403 403 403 403 200 401
PUT    /shops/{slug}/image                       live_shop     200 403 403 403 403 200 401
PUT    /shops/{slug}/image                       draft_shop    200 404 404 404 404 200 401
PATCH  /shops/{slug}/image                       shop_photo    200 403 403 403 403 200 401
DELETE /shops/{slug}/image                       shop_photo    204 403 403 403 403 204 401
"""
