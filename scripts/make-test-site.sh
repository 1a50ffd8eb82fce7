#!/usr/bin/env bash
# Make what several suites begin with, once for all of them: a database that was migrated from
# empty, and a site with the demo. `make test` has it made beside the checks.
#
#   make-test-site.sh FOLDER    leaves FOLDER/migrated.sqlite3 and the site's data in FOLDER/demo
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
rm -rf "$folder"/{demo,unfinished,migrated.sqlite3}
mkdir -p "$folder/unfinished"
export DJANGO_SETTINGS_MODULE=config.settings.dev VAR_DIR="$folder/unfinished"
python=.venv/bin/python
$python manage.py migrate --verbosity 0
# One file, whatever SQLite keeps beside it.
$python - "$VAR_DIR/ehrenamtsverbund.sqlite3" "$folder/migrated.sqlite3" <<'PYTHON'
import sqlite3
import sys

made, copy = sys.argv[1:]
with sqlite3.connect(made) as database:
    database.execute("VACUUM INTO ?", (copy,))
PYTHON
$python manage.py demo >/dev/null
mv "$VAR_DIR" "$folder/demo"
