# Everything goes through dev/bootstrap.py, which makes .venv the first time and
# answers in milliseconds after that. `make PYTHON=/path/to/python3 run` picks another Python.
PYTHON ?= python3
VENV := .venv/bin/python
RUN := @$(PYTHON) dev/bootstrap.py run && exec $(VENV)
DEV := @$(PYTHON) dev/bootstrap.py dev && exec $(VENV)
ARGS ?=
# One more than there are processors: one worker takes the tests that mostly wait (conftest.py).
JOBS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))

export PORT BIND

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test test-slow check format lock web texts dart-client torture mutants bench psql clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s%s\n", $$1, $$2}' Makefile

run: ## GoPay with demo data on http://127.0.0.1:8000 (PORT=8001 for another port)
	$(RUN) -m dev.run

test: ## the test suite on a real PostgreSQL (ARGS="-k ledger" for a part)
	$(DEV) -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

test-slow: ## the tests that take longer than a developer wants to wait
	$(DEV) -m pytest -m slow $(ARGS)

check: ## format, lint, types, import layers, migrations, templates, security, locks
	$(DEV) -m dev.check $(ARGS)

format: ## rewrite the code the way `make check` wants it
	$(DEV) -m dev.format

lock: ## requirements*.txt anew from requirements*.in (UPGRADE=1 for newer versions)
	$(DEV) -m dev.lock $(if $(UPGRADE),--upgrade)

texts: ## what the pages say into locale/ (ARGS="--missing fr" to translate, "--take fr FILE" to bring it back)
	$(DEV) -m dev.texts $(ARGS)

dart-client: ## the Dart client in clients/dart anew from the API's schema (needs Java)
	$(DEV) -m dev.dart_client

web: ## static/ui anew from frontend/ and the templates (needs Node 20)
	@cd frontend && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && node build.mjs

torture: ## the long form of the proofs: concurrency, kill -9, broker down
	$(DEV) -m dev.with_env -- -m bench.torture $(ARGS)

mutants: ## remove each guard in turn and see that a test fails
	$(DEV) -m dev.with_env -- -m bench.mutants $(ARGS)

bench: ## measure, and write bench/RESULTS.md
	$(DEV) -m dev.with_env -- -m bench.run $(ARGS)

psql: ## a psql on the database of a running `make run`
	$(RUN) -m dev.psql

clean: ## remove what make made: .venv, and .local with the demo's data
	@$(PYTHON) dev/clean.py
