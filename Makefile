# Two commands do everything on a fresh machine: `make site` and `make test`.
# On Windows use the Python commands in README.md; they do the same.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test check serve lock clean help

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

site: .venv/site.stamp ## Build the whole site, with its downloads, into site/
	$(BIN)/playbook build

test: .venv/test.stamp ## Check the code's style and types, then run all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/chromium.py
	$(BIN)/python -m pytest

check: .venv/site.stamp ## Check the records, and build nothing
	$(BIN)/playbook check

serve: .venv/site.stamp ## Preview the site while writing
	$(BIN)/playbook serve

lock: ## Pin all dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --extra all -o requirements/site.txt pyproject.toml requirements/build.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --extra all --extra test -c requirements/site.txt -o requirements/test.txt pyproject.toml requirements/build.in

clean: ## Delete everything that was made
	rm -rf .venv site .cache

# Debian keeps venv in a package of its own; as root it is installed, else the message says how.
.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; \
	  else echo "Python's venv is missing. Install it (Debian: apt-get install python3-venv), then run make again."; exit 1; fi; }

.venv/%.stamp: requirements/%.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
