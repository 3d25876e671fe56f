# Every target sets up .venv by itself. PYTHON names the Python 3.11 (or later) to build it with.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# What Python compiles is kept, whatever the shell says: every command of a test starts sooner.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check check-all score bench bench-desk bench-watch bench-changes bench-incidents pictures lock clean

help: ## show what make can do here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; a few minutes on a new machine)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Sarez needs Python 3.11 or later: set PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP) ## make .venv, with .venv/bin/sarez

demo: $(STAMP) ## open a desk on the sample chronicle in the browser (DEMO=--no-browser prints the link alone)
	@$(BIN)/sarez desk demo $(DEMO)

test: $(STAMP) ## the tests (under 15 minutes on two cores)
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"
	@$(BIN)/python scripts/with_postgres.py --hasty $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser and not embedded and not alike" tests/desk tests/briefs

check: $(STAMP) ## style, types, and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_imports.py

check-all: check ## everything, the long checks too
	@SAREZ_TESTS=all $(BIN)/python -m pytest -n 2 --dist worksteal
	@SAREZ_TESTS=all $(BIN)/python scripts/with_postgres.py --hasty $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser and not embedded" tests/desk tests/briefs

score: $(STAMP) ## how well the reader reads (build/score.json)
	@$(BIN)/python benchmarks/score.py

bench: $(STAMP) ## how fast it reads, as ratios (build/bench.json)
	@$(BIN)/python benchmarks/bench.py

bench-desk: $(STAMP) ## how fast a large desk answers (build/bench-desk.json; BENCH=--full for 200,000 reports)
	@$(BIN)/python benchmarks/desk.py $(BENCH)

bench-watch: $(STAMP) ## what a panel of 50 million events costs (build/bench-watch.json; BENCH="--rows 5" for 5 million)
	@$(BIN)/python benchmarks/panel.py $(BENCH)

bench-changes: $(STAMP) ## false alarms as stated and as simulated, delay beside a plain threshold (build/bench-changes.json)
	@$(BIN)/python benchmarks/changes.py

bench-incidents: $(STAMP) ## probabilities of incidents beside the base rate (build/bench-incidents.json)
	@$(BIN)/python benchmarks/incidents.py

pictures: $(STAMP) ## the pictures of the documentation, from a demo desk in Chromium (PICTURES="today map" for some)
	@$(BIN)/python scripts/take_pictures.py $(PICTURES)

lock: $(STAMP) ## pin the dependencies anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean: ## remove what was built, .venv included
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
