#!/bin/sh
# The real server, or one that answers 503: search must then answer from its embedded engine.
set -eu
if [ -x /opt/meilisearch/meilisearch ]; then
    exec /opt/meilisearch/meilisearch --http-addr 0.0.0.0:7700 --db-path /meili_data
fi
exec python3 /opt/meilisearch/outage.py
