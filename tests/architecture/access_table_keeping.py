"""Who may take out what authorities want; see `access_table.py` for the columns."""

_OF_SHOP = "/shops/{slug}/exports"
TABLE = f"""
route                                            thing         ent par res nei adv ope gue
GET    {_OF_SHOP}/supplies                       year          200 404 404 404 404 404 401
GET    {_OF_SHOP}/sellers                        year          200 404 404 404 404 404 401
GET    {_OF_SHOP}/gobd                           year          200 404 404 404 404 404 401
GET    {_OF_SHOP}/datev                          year          200 404 404 404 404 404 401
GET    /operations/exports/{{kind}}              market_year   200 403 403 403 403 -   401
"""
