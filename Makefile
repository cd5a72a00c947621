PYTHON ?= python3
PORT ?= 8001
BIN := .venv/bin
CLI := $(BIN)/darmstadt-aktuell
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) * 2)')

.DEFAULT_GOAL := help
.PHONY: help install service soak demo crawl build check serve test suite lint bench quality ablate audit

help:            ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST)

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

install: .venv/installed  ## make .venv with the package and what its tests need

service:         ## make .venv with the package alone, as the units in deploy/ need it
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all]'

demo: install    ## crawl the bundled sample site, build and serve it at http://127.0.0.1:$(PORT)/
	@exec $(CLI) demo --port $(PORT)

crawl: install   ## fetch the releases of Darmstadt (set DARMSTADT_AKTUELL_CONTACT first)
	@$(CLI) crawl

build: install   ## make or update data/darmstadt.db from the captures
	@$(CLI) build

check: install   ## list captures that cannot be read
	@$(CLI) check

serve: install   ## publish data/darmstadt.db at http://127.0.0.1:$(PORT)/
	@exec $(CLI) serve --port $(PORT)

test: install    ## every test, and the linters beside them
	@$(MAKE) --no-print-directory --jobs 2 lint suite

# Tests wait for servers and pauses, so four workers keep two cores busy; modules are compiled once, not in each process.
suite:
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -q -n $(WORKERS) --dist worksteal

soak: install    ## 100 kills over crawl, import and build, and 300 daily runs of a changing site (half an hour)
	SOAK=1 $(BIN)/pytest -q --timeout 7200 tests/crawl/test_kill.py tests/crawl/test_days.py

bench: install   ## speed of dates, quotes, reading, crawling and the site, each beside a peer
	@$(BIN)/python -m bench.annotate
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.crawl
	@$(BIN)/python -m bench.site
	@$(BIN)/python -m bench.attack
	@$(BIN)/python -m bench.exports
	@$(BIN)/python -m bench.questions
	@$(BIN)/python -m bench.comparing

quality: install ## how good dates, quotes and revisions are on labelled texts, and how far two labellers agree
	@$(BIN)/python -m bench.quality

ablate: install  ## switch each rule and word list off in turn and print what changes on the labelled texts
	@$(BIN)/python -m bench.ablate

audit:           ## ask pip-audit whether a known weakness is among the packages of the container
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

lint: install    ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy scraper archive tests bench
