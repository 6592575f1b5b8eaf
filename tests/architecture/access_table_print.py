"""Who prints a shop's papers: those who may change what stands on them; see `access_table.py`."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}/poster.pdf                  live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/poster.pdf                  draft_shop    200 404 404 404 404 200 401
GET    /shops/{slug}/shelf-cards.pdf             published     200 403 403 403 403 200 401
GET    /shops/{slug}/shelf-cards.pdf             draft_shop    422 404 404 404 404 422 401
"""
