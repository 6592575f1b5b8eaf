"""Who may do what with notices, decisions and recalls; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /notices/{token}                          notice        200 200 200 200 200 200 -
POST   /notices/{token}/complaint                decided_notice 201 201 201 201 201 201 -
GET    /shops/{slug}/decisions                   live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/decisions                   draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/decisions/{decision_id}/complaint decision 201 403 403 403 403 201 401
GET    /shops/{slug}/recalls                     live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/recalls                     draft_shop    200 404 404 404 404 200 401
GET    /recalls/{recall_id}                      recall_draft  200 404 404 404 404 -   404
GET    /recalls/{recall_id}                      recall        200 200 200 200 200 -   200
PATCH  /recalls/{recall_id}                      recall_draft  200 404 404 404 404 -   401
PATCH  /recalls/{recall_id}                      recall        200 403 403 403 403 -   401
POST   /recalls/{recall_id}/publish              recall_draft  200 404 404 404 404 -   401
POST   /recalls/{recall_id}/end                  recall        200 403 403 403 403 -   401
GET    /recalls/{recall_id}/orders               recalled_order 200 200 404 404 404 -  401
PATCH  /recalls/{recall_id}/orders/{shop_order_id} recalled_order 204 204 404 404 404 - 401
GET    /moderation/cases/{case_id}               notice_case   200 403 403 403 403 -   401
POST   /moderation/cases/{case_id}/take          notice_case   200 403 403 403 403 -   401
POST   /moderation/cases/{case_id}/release       notice_case   200 403 403 403 403 -   401
POST   /moderation/cases/{case_id}/decide        notice_case   200 403 403 403 403 -   401
POST   /moderation/cases/{case_id}/lift          decided_case  200 403 403 403 403 -   401
POST   /moderation/complaints/{complaint_id}/decide complaint  200 403 403 403 403 -   401
POST   /moderation/takedowns/{takedown_id}/done  takedown      204 403 403 403 403 -   401
"""
