"""Who may do what with mandates and people; see `access_table.py` for the columns."""

TABLE = """
route                                            thing         ent par res nei adv ope gue
GET    /shops/{slug}/mandates                    live_shop     200 403 403 403 200 200 401
GET    /shops/{slug}/mandates                    draft_shop    200 404 404 404 404 200 401
POST   /shops/{slug}/mandates                    live_shop     403 403 403 403 201 403 401
POST   /shops/{slug}/mandates                    draft_shop    201 404 404 404 404 403 401
PUT    /shops/{slug}/mandates                    live_shop     200 403 403 403 403 403 401
PUT    /shops/{slug}/mandates                    draft_shop    403 404 404 404 404 403 401
PATCH  /shops/{slug}/mandates/{mandate_id}       granted       200 403 403 403 403 403 401
PATCH  /shops/{slug}/mandates/{mandate_id}       swapped_mandate 404 403 403 403 403 403 401
POST   /shops/{slug}/mandates/{mandate_id}/grant    question   200 403 403 403 403 403 401
POST   /shops/{slug}/mandates/{mandate_id}/grant    swapped_mandate 404 403 403 403 403 403 401
POST   /shops/{slug}/mandates/{mandate_id}/refuse   question   200 403 403 403 403 403 401
POST   /shops/{slug}/mandates/{mandate_id}/refuse   swapped_mandate 404 403 403 403 403 403 401
POST   /shops/{slug}/mandates/{mandate_id}/withdraw granted    200 200 403 403 403 200 401
POST   /shops/{slug}/mandates/{mandate_id}/withdraw swapped_mandate 404 403 403 403 403 404 401
GET    /shops/{slug}/mandate-history             live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/mandate-history             draft_shop    403 404 404 404 404 200 401
GET    /mandates/{code}                          question      200 200 200 200 200 200 200
GET    /mandates/{code}                          no_question   404 404 404 404 404 404 404
POST   /mandates/{code}/grant                    question      200 403 403 403 403 403 403
POST   /mandates/{code}/grant                    no_question   404 404 404 404 404 404 404
POST   /mandates/{code}/refuse                   question      200 200 200 200 200 200 200
POST   /mandates/{code}/refuse                   no_question   404 404 404 404 404 404 404
POST   /mandates/{code}/withdraw                 agreed        200 200 200 200 200 200 200
POST   /mandates/{code}/withdraw                 question      409 409 409 409 409 409 409
POST   /mandates/{code}/withdraw                 no_question   404 404 404 404 404 404 404
GET    /handovers/{code}/products                open_link     200 200 200 200 200 200 200
GET    /handovers/{code}/products                used_link     200 409 409 409 409 409 409
GET    /handovers/{code}/products                ended_link    410 410 410 410 410 410 410
POST   /handovers/{code}/check                   open_link     200 200 200 200 200 200 200
POST   /handovers/{code}/check                   used_link     409 409 409 409 409 409 409
POST   /handovers/{code}/check                   ended_link    410 410 410 410 410 410 410
GET    /shops/{slug}/people                      live_shop     200 403 403 403 403 200 401
GET    /shops/{slug}/people                      draft_shop    403 404 404 404 404 200 401
POST   /shops/{slug}/invitations                 live_shop     201 403 403 403 403 201 401
POST   /shops/{slug}/invitations                 draft_shop    403 404 404 404 404 201 401
DELETE /shops/{slug}/invitations/{invitation_id} invitation    204 403 403 403 403 204 401
DELETE /shops/{slug}/invitations/{invitation_id} swapped_invitation 404 403 403 403 403 404 401
PATCH  /shops/{slug}/people/{account_id}         colleague     200 403 403 403 403 200 401
DELETE /shops/{slug}/people/{account_id}         colleague     204 204 403 403 403 204 401
GET    /invitations/{code}                       invitation    200 200 200 200 200 200 200
GET    /invitations/{code}                       no_question   404 404 404 404 404 404 404
POST   /invitations/{code}/accept                invitation    200 200 200 200 200 200 401
POST   /invitations/{code}/accept                no_question   404 404 404 404 404 404 401
"""
