#!/bin/sh
# Builds the images, brings docker-compose.yml up on stand-in base images, and asks it questions.
# Uses the Docker engine that is there; as root on Debian it installs and starts one of its own.
# What it proves: Dockerfile, wiring, settings, health. What it does not: the real base images.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=$(dirname "$here")
work=${SMOKE_DIR:-/var/tmp/regionalmarkt-smoke}
export COMPOSE_PROJECT_NAME=regionalmarkt-smoke PORT=${PORT:-8180}
began=$(date +%s)

say() { printf '  %s (%s s)\n' "$1" $(($(date +%s) - began)); }

. "$here/smoke/engine.sh"
. "$here/smoke/images.sh"

finish() {
    status=$?
    trap - EXIT INT TERM
    [ $status = 0 ] || compose logs --tail 25 2>/dev/null | tail -n 150 || true
    compose down --volumes --timeout 5 >/dev/null 2>&1 || true
    engine_stop
    exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

mkdir -p "$work"
python3 "$here/invent_secrets.py" >"$work/env"
compose() { compose_command --env-file "$work/env" -f "$checkout/docker-compose.yml" "$@"; }

engine_start
say 'Docker answers'
compose config -q
say 'docker-compose.yml is valid'
images_make
say 'stand-in base images are there'
for package in services/catalog services/orders services/search gateway; do
    "$DOCKER" build --quiet --file "$checkout/deploy/Dockerfile" --target program \
        --build-arg "PACKAGE=$package" --tag "market/${package##*/}" "$checkout" >/dev/null
    say "built market/${package##*/}"
done
compose up -d --no-build >"$work/up.log" 2>&1 || { tail -n 30 "$work/up.log"; exit 1; }
say 'all containers are started'
python3 "$here/smoke/ask.py" "http://127.0.0.1:$PORT" "$work/env"
compose ps
say 'compose-smoke: ok'
