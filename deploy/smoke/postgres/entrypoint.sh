#!/bin/sh
# Makes the cluster once, runs the mounted scripts over the socket, then serves.
set -eu
PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
as() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
install -d -o postgres -m 0700 "$PGDATA"
install -d -o postgres /run/postgresql
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
    chmod 644 /tmp/password
    as initdb -D "$PGDATA" -U postgres -E UTF8 --locale=C.UTF-8 --pwfile=/tmp/password \
        --auth-local=trust --auth-host=scram-sha-256 --no-sync >/dev/null
    echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
    as pg_ctl -D "$PGDATA" -w -o "-c listen_addresses=" start >/dev/null
    for script in /docker-entrypoint-initdb.d/*.sql; do
        psql -v ON_ERROR_STOP=1 -q -U postgres -f "$script"
    done
    as pg_ctl -D "$PGDATA" -w -m fast stop >/dev/null
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups \
    "$(command -v postgres)" -D "$PGDATA" -c 'listen_addresses=*'
