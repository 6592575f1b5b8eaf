"""Who may do what with ordering times and selling rounds; see `access_table.py` for the columns."""

TABLE = """
route                                    thing         ent par res nei adv ope gue
GET  /shops/{slug}/ordering-rules        live_shop     200 404 404 404 404 404 401
GET  /shops/{slug}/ordering-rules        draft_shop    404 404 404 404 404 404 401
PUT  /shops/{slug}/ordering-rules        live_shop     200 404 404 404 404 404 401
PUT  /shops/{slug}/ordering-rules        draft_shop    404 404 404 404 404 404 401
GET  /shops/{slug}/pickup-times          live_shop     200 200 200 200 200 200 200
GET  /shops/{slug}/pickup-times          draft_shop    404 404 404 404 404 404 404
GET  /shops/{slug}/rounds                live_shop     200 404 404 404 404 404 401
GET  /rounds/{round_id}                  a_round       200 200 200 200 200 -   200
PUT  /rounds/{round_id}                  a_round       200 403 403 403 200 -   401
POST /rounds/{round_id}/copy             a_round       201 403 403 403 201 -   401
POST /rounds/{round_id}/close            a_round       200 403 403 403 200 -   401
GET  /rounds/{round_id}/counts           a_round       200 403 403 403 200 -   401
GET  /rounds/{round_id}/lists/{slug}     a_round_list  200 404 404 404 404 404 401
"""
