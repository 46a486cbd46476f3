# Two commands for a newcomer: make demo, make test. Everything is set up in .venv on first use.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint types docs bench clean print-python

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/pip:
	@test -n "$(PYTHON)" || { echo "foedus needs Python 3.11 or newer with the venv module; set PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "creating .venv with $(PYTHON)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --upgrade "pip>=25.1"
	@touch $@

.venv/run: .venv/pip pyproject.toml
	@echo "installing foedus (once, about a minute)"
	@$(BIN)/python -m pip install -q -e .
	@touch $@

.venv/dev: .venv/run
	@echo "installing the development tools (once)"
	@$(BIN)/python -m pip install -q -e '.[models,duckdb,docs]' --group dev
	@touch $@

demo: demo/report.html ## assess Ukraine's accession to NATO on the embedded world and write a report
	@cat demo/answer.txt
	@echo "The report lies at $(CURDIR)/demo/report.html: open it in a browser."

demo/report.html: .venv/run $(shell find src -name '*.py' -o -name '*.csv' -o -name '*.json' -o -name '*.css' -o -name '*.html')
	@mkdir -p demo
	@echo "assessing (about ten seconds)"
	@$(BIN)/foedus assess NATO --admit UKR --report $@ > demo/answer.txt

test: .venv/dev ## set up and run every test
	@$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS)

lint: .venv/dev ## check style and formatting
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev ## check types strictly
	@$(BIN)/mypy

docs: .venv/dev ## build the documentation
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict -q

bench: .venv/dev ## print the speed table
	@$(BIN)/python benchmarks/table.py
	@$(BIN)/python benchmarks/panels.py

print-python:
	@echo $(PYTHON)

clean: ## remove what the other commands made
	rm -rf .venv demo site
