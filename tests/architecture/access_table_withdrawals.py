"""Who may do what with withdrawals; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /withdrawals/{withdrawal_id}              receipt       200 404 404 404 404 404 404
GET    /shops/{slug}/withdrawals                 live_shop     200 404 404 404 404 404 401
GET    /shops/{slug}/withdrawals                 draft_shop    404 404 404 404 404 404 401
POST   /withdrawals/{withdrawal_id}/parts/{shop_order_id}/accept w_part 204 401 404 404 404 404 401
POST   /withdrawals/{withdrawal_id}/parts/{shop_order_id}/reject w_part 204 401 404 404 404 204 401
"""
