"""Who may do what with imports, exports and the shop's own list; see `access_table.py`."""

_IMPORTS = "/shops/{slug}/imports"
TABLE = f"""
route                                                thing        ent par res nei adv ope gue
GET    /shops/{{slug}}/inventory                     live_shop    200 403 403 403 403 200 401
GET    /shops/{{slug}}/inventory                     draft_shop   200 404 404 404 404 200 401
GET    /shops/{{slug}}/exports/{{name}}              goods_file   200 403 403 403 403 200 401
GET    /shops/{{slug}}/exports/{{name}}              whole_shop   200 403 403 403 403 200 401
GET    /shops/{{slug}}/exports/{{name}}              whole_draft  403 404 404 404 404 200 401
GET    {_IMPORTS}                                    live_shop    200 403 403 403 403 200 401
GET    {_IMPORTS}                                    draft_shop   200 404 404 404 404 200 401
POST   {_IMPORTS}                                    live_shop    201 403 403 403 403 201 401
POST   {_IMPORTS}                                    draft_shop   201 404 404 404 404 201 401
GET    {_IMPORTS}/{{import_id}}                      preview      200 403 403 403 403 200 401
GET    {_IMPORTS}/{{import_id}}                      stray        404 404 404 404 404 404 401
GET    {_IMPORTS}/{{import_id}}/rows                 preview      200 403 403 403 403 200 401
PATCH  {_IMPORTS}/{{import_id}}                      preview      200 403 403 403 403 200 401
DELETE {_IMPORTS}/{{import_id}}                      preview      204 403 403 403 403 204 401
POST   {_IMPORTS}/{{import_id}}/pictures             preview      422 403 403 403 403 422 401
POST   {_IMPORTS}/{{import_id}}/apply                preview      200 403 403 403 403 200 401
POST   {_IMPORTS}/{{import_id}}/undo                 taken_over   200 403 403 403 403 200 401
"""
