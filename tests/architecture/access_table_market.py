"""Who may do what with the market's own things; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
DELETE /tokens/{token_id}                        token         204 404 404 404 404 404 401
GET    /operations/dead-letters/{message_id}     dead_letter   200 403 403 403 403 -   401
GET    /operations/mails/{mail_id}               mail          200 403 403 403 403 -   401
"""
