# `make serve` shows the site on http://localhost:8000/, `make test` checks everything. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The command that an installed package has too.
# Nothing that lies in this folder is taken for a module (-P).
STRETCHBOOK := PYTHONPATH=hooks $(BIN)/python -P -m stretchbook
# The notice that Material will end in 2027 stands in CONTRIBUTING.md.
export NO_MKDOCS_2_WARNING := 1

# Settings are checked before MkDocs reads them: for some that it cannot use it prints a traceback.

# One more than there are processors: tests of servers and browsers mostly wait.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
# Tests start the program hundreds of times: what Python compiles is kept, also where it is told to keep nothing.
QUICKLY := PYTHONDONTWRITEBYTECODE= PYTEST_XDIST_AUTO_NUM_WORKERS=$(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help serve build check new explain figures test fuzz lint format bench golden floor schema scripts lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

serve: $(VENV)/.site ## show the site on http://localhost:8000/ and reload it as you write
	@$(STRETCHBOOK) check --settings
	$(BIN)/mkdocs serve

build: $(VENV)/.site ## write the whole site into site/, or leave site/ as it was
	@$(STRETCHBOOK) check --settings
	$(BIN)/mkdocs build --strict

check: $(VENV)/.site ## check every record, page and setting in a few seconds
	@$(STRETCHBOOK) check $(if $(BEFORE),--before "$(BEFORE)")

new: $(VENV)/.site ## begin a record: make new NAME="Wall angel"
	@$(STRETCHBOOK) new "$(NAME)"

explain: $(VENV)/.site ## say what the safety rules make of a stretch, and why: make explain STRETCH=cat-cow
	@$(STRETCHBOOK) explain "$(STRETCH)"

figures: $(VENV)/.site ## draw every figure into figures/, or one as you save it: make figures STRETCH=cat-cow
	@$(STRETCHBOOK) figures $(if $(STRETCH),"$(STRETCH)" --watch)

test: $(VENV)/.dev $(VENV)/.browser ## lint, then every test
	$(MAKE) --no-print-directory -j2 lint figures
	$(QUICKLY) $(BIN)/python -P -m pytest -n auto --dist worksteal

# Of each of these `make test` tries a share.
FUZZ := tests/fuzz tests/unit/test_hiding.py tests/unit/test_mutations.py tests/content/test_mutations.py \
	tests/content/ours/test_safety_mutations.py tests/site/test_serve.py tests/browser/test_still.py

fuzz: $(VENV)/.dev ## try 10,000 hostile files and odd figures, and builds that are cut short; takes about an hour
	STRETCHBOOK_TESTS_LONG=1 $(QUICKLY) $(BIN)/python -P -m pytest -n auto --dist worksteal $(FUZZ)

lint: $(VENV)/.dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## put the code into its style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## measure a site of 1,000 stretches against plain MkDocs, and the figures
	PYTHONPATH=hooks $(BIN)/python tests/bench.py

golden: $(VENV)/.dev ## draw the poses anew that the tests compare, after a change of how figures are drawn
	PYTHONPATH=hooks:tests $(BIN)/python -P -m helpers.golden

floor: $(VENV)/.site ## write the floor of safety anew: what is new or stricter stays, what was accepted is adopted
	@$(STRETCHBOOK) floor

schema: $(VENV)/.site ## write the JSON Schema anew, after a change of the models or the vocabularies
	@$(STRETCHBOOK) schema

scripts: $(VENV)/.site ## list the scripts that pages may run, once you have read what changed in them
	@$(STRETCHBOOK) scripts

lock: $(VENV)/.dev ## choose new versions of what the project needs
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## remove what the commands made
	PYTHONPATH=hooks $(PYTHON) -c 'from pathlib import Path; from stretchbook.site.made_files import remove_made; remove_made(Path("site"))'
	rm -rf $(VENV) .site-* .cache figures

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Stretchbook needs Python 3.11 or later.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.site

$(VENV)/.browser: | $(VENV)/.dev
	$(BIN)/python tests/browser_setup.py
	@touch $@
