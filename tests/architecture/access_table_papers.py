"""Who may do what with invoices; see `access_table.py` for the columns."""

_ONE = "/shops/{slug}/invoices/{invoice_id}"
TABLE = f"""
route                                                thing         ent par res nei adv ope gue
GET    /orders/{{order_id}}/invoices                 order         200 404 404 404 404 404 404
GET    /orders/{{order_id}}/invoices                 guest_order   200 404 404 404 404 404 404
GET    /orders/{{order_id}}/invoices/{{invoice_id}}  bought_paper  200 404 404 404 404 404 404
GET    /shops/{{slug}}/invoices                      live_shop     200 404 404 404 404 404 401
GET    /shops/{{slug}}/invoices                      draft_shop    404 404 404 404 404 404 401
GET    /shops/{{slug}}/invoices/waiting              live_shop     200 404 404 404 404 404 401
POST   /shops/{{slug}}/invoices/waiting              live_shop     200 404 404 404 404 404 401
GET    /shops/{{slug}}/invoices/table.csv            live_shop     200 404 404 404 404 404 401
GET    /shops/{{slug}}/invoices/archive.zip          live_shop     200 404 404 404 404 404 401
GET    {_ONE}                                        sold_paper    200 401 404 404 404 404 401
GET    {_ONE}/correction                             sold_paper    200 401 404 404 404 404 401
POST   {_ONE}/correction/preview                     sold_paper    200 401 404 404 404 404 401
POST   {_ONE}/correction                             sold_paper    200 401 404 404 404 404 401
GET    /shops/{{slug}}/invoice-settings              live_shop     200 404 404 404 404 404 401
PUT    /shops/{{slug}}/invoice-settings              live_shop     200 404 404 404 404 404 401
GET    /invoices/{{invoice_id}}                      any_paper     200 403 403 403 403 -   401
"""
