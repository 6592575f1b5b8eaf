# The whole manual: `make demo` to see it, `make test` and `make check` before a commit.

PYTHON ?= python3
PORT ?= 8000
TESTS ?=
SIZES ?= 10000 100000 1000000
RUN := .venv/bin/python

export PORT
# Start-up time depends on cached byte code.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset seed-url test check fix bench bench-search verify-invariants lock docs handbook-pictures env \
	compose-smoke install install-dev clean

help: ## Lists all targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: install ## Runs the whole market on http://127.0.0.1:8000 (PORT=… for another port)
	@$(RUN) -m onebox

demo-reset: install ## Deletes the demo's data; the next `make demo` starts afresh
	@$(RUN) -m onebox reset

seed-url: install-dev ## Fills a running market through its public API (URL=http://…)
	@$(RUN) -m onebox.seed $(if $(URL),--url $(URL))

# Whole markets need the machine for themselves; the rest runs on two cores at once.
ALONE := tests/journeys tests/faults

test: install-dev ## Runs all tests (TESTS=tests/orders for a part)
ifdef TESTS
	@$(RUN) -m pytest -q $(TESTS)
else
	@failed=0; \
	$(RUN) -m pytest -q -n 2 --dist worksteal $(ALONE:%=--ignore=%) || failed=1; \
	$(RUN) -m pytest -q $(ALONE) || failed=1; \
	exit $$failed
endif

check: install-dev ## Lint, format, types, layers, dependencies, docs drift, lock
	@$(RUN) -m tools.check

fix: install-dev ## Formats the code and mends what the linter can
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format .

bench: install-dev ## Measures speed and memory, each beside its bare reference
	@$(RUN) -m bench

bench-search: install-dev ## Measures search with 10k, 100k and 1M products (SIZES="10000 100000"; an hour for all)
	@$(RUN) -m bench search --sizes $(SIZES)

verify-invariants: install-dev ## Holds the money, stock and event rules against a database
	@$(RUN) -m tools.verify_invariants

docs: install-dev ## Rewrites docs/asyncapi.yaml and docs/openapi from the code
	@$(RUN) -m tools.write_asyncapi && $(RUN) -m tools.write_openapi

handbook-pictures: install-dev ## Takes the handbook's pictures from a fresh demo (URL=… from a running one)
	@$(RUN) -m tools.take_pictures $(if $(URL),--url $(URL))

lock: ## Compiles requirements.lock again (UPGRADE=1 takes the newest versions)
	@$(PYTHON) tools/bootstrap.py --uv && $(PYTHON) -m tools.lock $(if $(UPGRADE),--upgrade)

env: ## Writes .env with fresh secrets for docker compose (never over an old one)
	@test -e .env && echo '.env is there; delete it to get fresh secrets' \
	    || { umask 077; $(PYTHON) deploy/invent_secrets.py > .env && echo 'wrote .env'; }

compose-smoke: ## Proves Dockerfile and docker-compose.yml with stand-in base images
	@sh deploy/compose-smoke.sh

install: ## Installs what the market needs into .venv
	@$(PYTHON) tools/bootstrap.py

install-dev: ## Installs what tests and checks need as well
	@$(PYTHON) tools/bootstrap.py --dev

clean: ## Deletes .venv, .tools and all caches (not the demo's data)
	@rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
