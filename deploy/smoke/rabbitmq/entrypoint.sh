#!/bin/sh
# Takes user and password from the environment, as the real image does.
set -eu
cat >/etc/rabbitmq/rabbitmq.conf <<CONFIGURATION
default_user = $RABBITMQ_DEFAULT_USER
default_pass = $RABBITMQ_DEFAULT_PASS
loopback_users = none
CONFIGURATION
chown -R rabbitmq:rabbitmq /var/lib/rabbitmq
exec rabbitmq-server
