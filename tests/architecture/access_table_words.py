"""Who may say what words mean; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
DELETE /search/synonyms/{rule_id}                word_rule     204 403 403 403 403 -   401
POST   /search/synonyms/proposals/{proposal_id}/dismiss missed_word 204 403 403 403 403 - 401
"""
