#!/bin/sh
# `manage.py check --deploy` under production settings must be clean, and without them must fail.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
export DJANGO_SETTINGS_MODULE=config.settings.production

if env -u SECRET_KEY "$python" manage.py check >/dev/null 2>&1; then
    echo "Production settings start without a secret key." >&2
    exit 1
fi

SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
ALLOWED_HOSTS=ehrenamt.example.org \
BASE_URL=https://ehrenamt.example.org \
DATABASE_URL="sqlite:////nonexistent/check.sqlite3" \
EMAIL_URL=smtp+tls://user:password@mail.example.org:587 \
DEFAULT_FROM_EMAIL=verbund@example.org \
CARD_KEY_ENCRYPTION_KEYS="$("$python" -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
    "$python" manage.py check --deploy --fail-level WARNING
