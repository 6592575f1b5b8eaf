"""Who may do what with checklists and proofs: the shop shows, the market looks."""

TABLE = """
route                                             thing        ent par res nei adv ope gue
GET    /shops/{slug}/checklist                    open_line    200 403 403 403 403 200 401
GET    /shops/{slug}/checklist                    draft_line   200 404 404 404 404 200 401
POST   /shops/{slug}/checklist                    open_line    200 403 403 403 403 200 401
POST   /shops/{slug}/checklist                    draft_line   200 404 404 404 404 200 401
PUT    /shops/{slug}/business-type                open_line    403 403 403 403 403 200 401
PUT    /shops/{slug}/business-type                draft_line   200 404 404 404 404 200 401
POST   /shops/{slug}/checklist/{key}/declare      open_line    200 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/declare      draft_line   200 404 404 404 404 200 401
POST   /shops/{slug}/checklist/{key}/declare      owners_line  200 403 403 403 403 403 401
POST   /shops/{slug}/checklist/{key}/waive        open_line    403 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/waive        draft_line   200 404 404 404 404 200 401
DELETE /shops/{slug}/checklist/{key}/waiver       open_line    403 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/accept       shown_line   403 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/accept       open_line    403 403 403 403 403 409 401
POST   /shops/{slug}/checklist/{key}/reject       shown_line   403 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/ask          open_line    409 403 403 403 403 409 401
POST   /shops/{slug}/checklist/{key}/document     open_line    200 403 403 403 403 200 401
POST   /shops/{slug}/checklist/{key}/document     draft_line   200 404 404 404 404 200 401
GET    /shops/{slug}/proofs                       open_line    200 403 403 403 403 200 401
PUT    /shops/{slug}/proofs/{kind}                open_line    200 403 403 403 403 200 401
PUT    /shops/{slug}/proofs/{kind}                draft_line   200 404 404 404 404 200 401
GET    /shops/{slug}/proof-documents/{document_id} shown_line  200 403 403 403 403 200 401
GET    /checklist-definitions/{version}           wording      200 403 403 403 200 200 401
"""
