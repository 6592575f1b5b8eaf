-- One role and one database per service; none may look into another's.
-- Passwords come from the container's environment (psql reads them with \getenv).
\getenv catalog_password CATALOG_DB_PASSWORD
\getenv orders_password ORDERS_DB_PASSWORD
\getenv search_password SEARCH_DB_PASSWORD
\getenv gateway_password GATEWAY_DB_PASSWORD

CREATE ROLE catalog LOGIN PASSWORD :'catalog_password';
CREATE ROLE orders LOGIN PASSWORD :'orders_password';
CREATE ROLE search LOGIN PASSWORD :'search_password';
CREATE ROLE gateway LOGIN PASSWORD :'gateway_password';

CREATE DATABASE catalog OWNER catalog;
CREATE DATABASE orders OWNER orders;
CREATE DATABASE search OWNER search;
CREATE DATABASE gateway OWNER gateway;

REVOKE CONNECT ON DATABASE catalog, orders, search, gateway FROM PUBLIC;
