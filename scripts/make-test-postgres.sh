#!/usr/bin/env bash
# Make what the tests on PostgreSQL begin with: a database that was migrated from empty, as the
# commands that make it again. `with_postgres.py` reads them where TEST_SITE names the folder.
#
#   make-test-postgres.sh FOLDER    leaves FOLDER/migrated.sql
set -euo pipefail
cd "$(dirname "$0")/.."
made=$1/migrated.sql
mkdir -p "$1"
rm -f "$made"
DJANGO_SETTINGS_MODULE=config.settings.test .venv/bin/python scripts/with_postgres.py bash -c '
  .venv/bin/python manage.py migrate --verbosity 0
  pg_dump --no-owner --dbname "$TEST_DATABASE_URL" --file "$0.unfinished"
' "$made"
mv "$made.unfinished" "$made"
