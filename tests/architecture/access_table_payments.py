"""Who may do what with matters of money; see `access_table.py` for the columns.

A matter comes up when something goes wrong at the provider; here it is one that nobody knows.
"""

TABLE = """
route                                         thing  ent par res nei adv ope gue
POST   /operations/payments/{matter_id}/close matter 404 403 403 403 403 -   401
POST   /operations/payments/{matter_id}/again matter 404 403 403 403 403 -   401
"""
