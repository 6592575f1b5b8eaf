# Stand-ins for the base images, made from Debian's packages, under the names the compose file uses.
# An image of that name that is already there is taken as it is.

images_make() {
    image_exists smoke/debian || debian_image
    image python:3.12-slim python
    image postgres:17 postgres
    image rabbitmq:4-management rabbitmq
    image "$(image_named meilisearch)" meilisearch
    image "$(image_named mailpit)" mailpit
}

image_exists() { "$DOCKER" image inspect "$1" >/dev/null 2>&1; }

image_named() { sed -n "s#.*image: \(.*/$1:.*\)#\1#p" "$checkout/docker-compose.yml"; }

image() {
    image_exists "$1" && return 0
    context=$work/context-$2
    rm -rf "$context" && cp -r "$here/smoke/$2" "$context"
    # A server that this machine has is better than one that only says it is down.
    if [ "$2" = meilisearch ] && command -v meilisearch >/dev/null; then
        cp -L "$(command -v meilisearch)" "$context/meilisearch"
    fi
    "$DOCKER" build --quiet --tag "$1" "$context" >/dev/null
    say "made a stand-in for $1"
}

debian_image() {
    root=$work/debian
    if [ ! -e "$root/.done" ]; then
        rm -rf "$root"
        debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv,python3-pip \
            "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" >"$work/debootstrap.log" 2>&1
        # What this machine trusts, the stand-ins trust; and they install from where it does.
        cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
        touch "$root/.done"
    fi
    tar -C "$root" -c . | "$DOCKER" import - smoke/debian >/dev/null
    say 'made a Debian base image'
}
