"""Who may do what with advisors' cases: the team works together, nobody else learns of them."""

TABLE = """
route                                                       thing        ent par res nei adv ope gue
GET    /cases/of-shop/{slug}                                draft_shop   200 404 404 404 200 200 401
GET    /cases/of-shop/{slug}                                live_shop    404 404 404 404 200 200 401
GET    /cases/{case_id}                                     case         200 404 404 404 200 200 401
PATCH  /cases/{case_id}                                     case         200 404 404 404 200 200 401
POST   /cases/{case_id}/move                                case         200 404 404 404 200 200 401
POST   /cases/{case_id}/take-over                           case         200 404 404 404 200 422 401
POST   /cases/{case_id}/hand-to                             case         200 404 404 404 200 200 401
POST   /cases/{case_id}/shop                                case         200 404 404 404 403 200 401
GET    /cases/{case_id}/timeline                            case         200 404 404 404 200 200 401
POST   /cases/{case_id}/contacts                            case         201 404 404 404 201 201 401
PATCH  /cases/{case_id}/contacts/{contact_id}               case         200 404 404 404 200 200 401
DELETE /cases/{case_id}/contacts/{contact_id}               case         204 404 404 404 204 204 401
POST   /cases/{case_id}/notes                               case         204 404 404 404 204 204 401
PATCH  /cases/{case_id}/notes/{note_id}                     case         204 404 404 404 403 403 401
DELETE /cases/{case_id}/notes/{note_id}                     case         204 404 404 404 403 403 401
POST   /cases/{case_id}/notes/{note_id}/restore             case         204 404 404 404 403 403 401
POST   /cases/{case_id}/appointments                        case         204 404 404 404 204 204 401
PATCH  /cases/{case_id}/appointments/{appointment_id}       case         204 404 404 404 204 204 401
POST   /cases/{case_id}/documents                           case         201 404 404 404 403 201 401
GET    /cases/{case_id}/documents/{document_id}             case         200 404 404 404 403 200 401
POST   /cases/{case_id}/documents/{document_id}/remove      case         204 404 404 404 403 204 401
"""
