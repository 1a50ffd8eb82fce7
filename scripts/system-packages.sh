#!/bin/sh
# What the browser tests and the message catalogue need from the system: Chromium and gettext.
# As root on a Debian machine they are installed; elsewhere the missing ones are named.
set -eu

missing=""
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null ||
    command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
    missing="$missing chromium-headless-shell"
command -v xgettext >/dev/null || missing="$missing gettext"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing …"
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of words is meant
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Please install:$missing (on Debian: sudo apt-get install$missing)" >&2
    exit 1
fi
