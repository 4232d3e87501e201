# Every target makes the environment itself: Python 3.11 or newer and make are all it needs.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check bench chaos lock audit sbom clean

PY := .venv/bin/python
INSTALLED := .venv/.installed
PLACES := .venv/.places
READY := $(INSTALLED) $(if $(wildcard bot/places_build.py),$(PLACES))
ARGS ?=

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: $(READY) ## run the bot; without TELEGRAM_TOKEN open the playground in the browser
	@if $(PY) -c 'from bot.settings import opens_playground as ask; raise SystemExit(not ask())'; \
	then exec $(PY) -m deploy.playground; else exec $(PY) -m bot; fi

test: $(READY) ## run the tests; ARGS="tests/bot -x" is handed to pytest
	@$(PY) -m pytest -q -n auto $(ARGS)

check: $(READY) ## format, lint, types, import contracts, then the tests
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(MAKE) --no-print-directory test

bench: $(READY) ## measure speed and memory, printed as a table
	@$(PY) -m tests.bench $(ARGS)

chaos: $(READY) ## put the real process through every fault; ARGS="--kills 1000" for longer
	@$(PY) -m tests.chaos $(ARGS)

lock: $(INSTALLED) ## renew both requirements.txt from pyproject.toml; ARGS=--upgrade takes new releases
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PY) -m venv "$$tools" && "$$tools/bin/pip" install -q uv && \
	compile="$$tools/bin/uv --no-config --quiet pip compile pyproject.toml --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --no-emit-find-links" && \
	$$compile --group dev $(ARGS) --custom-compile-command "make lock" \
	  --output-file requirements.txt && \
	$$compile --constraints requirements.txt --custom-compile-command "make lock" \
	  --output-file deploy/requirements.txt

audit: $(INSTALLED) ## look for known holes in the locked packages; needs the network
	@PYTHON=$(PY) deploy/supply.sh audit

sbom: $(INSTALLED) ## list what the image holds, as CycloneDX in on-the-line.cdx.json
	@PYTHON=$(PY) deploy/supply.sh sbom

clean: ## remove the environment and every cache; data/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A name on the PATH may be a stub that refuses to start, so each candidate is asked for its age.
$(INSTALLED): requirements.txt
	@if ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  for found in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	    "$$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	    found=; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo 'Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python' >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$("$$found" --version), once; this takes a minute ..."; \
	  if ! "$$found" -m venv --clear .venv; then \
	    rm -rf .venv; \
	    echo 'This Python cannot make environments; on Debian: apt install python3-venv' >&2; \
	    exit 1; \
	  fi; \
	fi
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# The cities that people type, as one read-only file, so that none of them sits in memory.
$(PLACES): $(INSTALLED) bot/places_build.py
	@$(PY) -m bot.places_build
	@touch $@
