# The same commands for people and for CI. `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DATA ?=

# An index of this checkout's own: an installed wenzheng and its index are left alone.
export WENZHENG_HOME := $(CURDIR)/.wenzheng

.DEFAULT_GOAL := help
.PHONY: help demo check test eval serve bench train scores clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

demo: $(READY) ## index the packaged report and ask it a question
	$(BIN)/wenzheng index
	$(BIN)/wenzheng ask "2019年地区生产总值是多少?"

check: $(READY) ## ruff, mypy, import rules, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/test_architecture.py tests/test_docs.py

test: $(READY) ## the whole test suite
	$(BIN)/pytest -n auto

eval: $(READY) ## index, run the dev questions, find the facts, hold all against eval/gate.toml; report in out/eval
	$(BIN)/wenzheng index
	$(BIN)/wenzheng eval --split dev --gate --out out/eval
	$(BIN)/python -m eval.facts --gate

serve: $(READY) ## HTTP API and page at http://127.0.0.1:8080/
	$(BIN)/wenzheng serve

bench: $(READY) ## how fast this machine starts, indexes, searches and serves
	$(BIN)/python -m eval.bench

train: $(READY) ## train the embedded encoder: make train DATA=folder
	@test -n "$(DATA)" || { echo "name the training data: make train DATA=folder (layout: indexer/training/README.md)" >&2; exit 2; }
	$(BIN)/python -m indexer.training --data "$(DATA)"

scores: $(READY) ## the scores in the model card: make scores DATA=folder
	@test -n "$(DATA)" || { echo "name the training data: make scores DATA=folder (layout: indexer/training/README.md)" >&2; exit 2; }
	$(BIN)/wenzheng index
	$(BIN)/wenzheng eval --split test
	$(BIN)/wenzheng eval --split dev
	$(BIN)/python -m eval.others --data "$(DATA)"
	$(BIN)/python -m eval.fit_ranking --data "$(DATA)"

clean: ## remove the environment, the index and all that was built
	rm -rf .venv .wenzheng build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Made once, and again when the dependencies change; what constraints.txt pins is what was tested.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("%s is Python %d.%d, expected 3.11 or newer; name another: make PYTHON=python3.13" % (sys.executable, v[0], v[1]))'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
