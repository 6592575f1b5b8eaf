# A Docker engine: the one that answers, or one of our own for the time of the test.

engine_start() {
    DOCKER=$(command -v /usr/bin/docker || command -v docker || true)
    if [ -z "$DOCKER" ] || ! "$DOCKER" info >/dev/null 2>&1; then
        engine_own
    fi
    export DOCKER DOCKER_BUILDKIT=0
}

engine_own() {
    if [ "$(id -u)" != 0 ]; then
        echo 'No Docker engine answers, and only root may start one: nothing was proved.' >&2
        exit 2
    fi
    if ! command -v dockerd >/dev/null || ! command -v debootstrap >/dev/null; then
        say "installing Debian's Docker"
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
            docker.io docker-compose debootstrap iptables >/dev/null
    fi
    DOCKER=/usr/bin/docker
    export DOCKER_HOST="unix://$work/docker.sock"
    [ -n "$(ip link show docker0 2>/dev/null)" ] || bridge_is_ours=yes
    iptables-save >"$work/iptables"
    dockerd --data-root "$work/docker" --exec-root "$work/exec" --pidfile "$work/dockerd.pid" \
        --host "$DOCKER_HOST" >"$work/dockerd.log" 2>&1 &
    engine_pid=$!
    for _ in $(seq 100); do
        "$DOCKER" info >/dev/null 2>&1 && return 0
        kill -0 "$engine_pid" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 20 "$work/dockerd.log" >&2
    echo 'The Docker engine does not start here: nothing was proved.' >&2
    exit 2
}

# Leave the machine's network as it was found.
engine_stop() {
    [ -n "${engine_pid:-}" ] || return 0
    kill "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
    iptables-restore <"$work/iptables" || true
    [ -z "${bridge_is_ours:-}" ] || ip link del docker0 2>/dev/null || true
}

compose_command() {
    if "$DOCKER" compose version >/dev/null 2>&1; then
        "$DOCKER" compose "$@"
    else
        docker-compose "$@"
    fi
}
