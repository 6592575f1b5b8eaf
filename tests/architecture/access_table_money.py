"""Who may do what with shops' money; see `access_table.py` for the columns."""

_BOOKS = "/operations/money"
TABLE = f"""
route                                              thing        ent par res nei adv ope gue
GET    /shops/{{slug}}/money                       live_shop    200 404 404 404 404 200 401
GET    /shops/{{slug}}/statement                   month        200 404 404 404 404 200 401
GET    /shops/{{slug}}/statement.csv               month        200 404 404 404 404 200 401
GET    /shops/{{slug}}/statement.pdf               month        200 404 404 404 404 200 401
GET    /shops/{{slug}}/payouts                     live_shop    200 404 404 404 404 200 401
POST   /shops/{{slug}}/payout-account              live_shop    200 404 404 404 404 404 401
POST   /shops/{{slug}}/payout-account/sync         live_shop    200 404 404 404 404 200 401
GET    /shops/{{slug}}/fees                        live_shop    200 404 404 404 404 200 401
POST   {_BOOKS}/fees/{{invoice_id}}/payments       no_fee       404 403 403 403 403 -   401
POST   {_BOOKS}/fees/{{invoice_id}}/net            no_fee       404 403 403 403 403 -   401
POST   {_BOOKS}/fees/payments/{{payment_id}}/take-back  no_fee  404 403 403 403 403 -   401
GET    {_BOOKS}/shops/{{slug}}/open                books        200 403 403 403 403 -   401
POST   {_BOOKS}/shops/{{slug}}/payouts             books        409 403 403 403 403 -   401
POST   {_BOOKS}/transfers/{{transfer_id}}/retry    no_transfer  404 403 403 403 403 -   401
"""
