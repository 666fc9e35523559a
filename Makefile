# Every target starts from nothing but Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PLUGINS := $(patsubst plugins/%/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
MEMBERS := -e core $(PLUGINS:%=-e plugins/%) -e services/web

.PHONY: help setup demo test slow lint bench messages lock

help:            ## what there is
	@grep -E '^[a-z]+: .*##' Makefile | sed 's/:.*## */\t/'

setup: .venv/run ## install what it takes to run, into .venv

.venv/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Folkmoot needs Python 3.11 or later; name one with: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.7,<1'
	touch $@

.venv/run: .venv/uv deploy/requirements.lock core/pyproject.toml $(PLUGINS:%=plugins/%/pyproject.toml) services/web/pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r deploy/requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(MEMBERS)
	touch $@

.venv/test: .venv/run deploy/requirements-test.lock
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r deploy/requirements-test.lock
	touch $@

demo: .venv/run  ## a ready community, served, with links to sign in as each role
	$(BIN)/folkmoot demo

test: .venv/test ## everything that has to hold
	@PATH="$(CURDIR)/$(BIN):$$PATH" tests/run

slow: .venv/test ## storms: 500 kills at random moments, and what else takes longer than a change can wait
	$(BIN)/python tests/storms/kills.py 500
	$(BIN)/pytest -m slow || [ $$? = 5 ]  # 5: no test is marked so

lint: .venv/test ## style, types and floors
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy core/folkmoot plugins/*/folkmoot_* services/web/folkmoot_web tests

bench: .venv/run ## figures beside the limits of this machine
	$(BIN)/folkmoot bench

messages: .venv/run ## bring the catalogues up to the sentences in the templates and the code, and name what waits for its words
	$(BIN)/python services/web/messages.py

lock: .venv/uv   ## write the locks anew
	deploy/lock $(UV)
