# wirewatch: `make` alone prints the verbs.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run servers test bench bench-wire fuzz check fmt lint types imports model statements evaluate lock wheel clean bench-watches bench-officials fuzz-watches bench-lines

help: ## print these verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## everything needed, into .venv

.venv/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "wirewatch needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup ## read samples/, then watch inbox/ and the feeds of config/wirewatch.toml (ARGS=--once ends when they are read)
	@mkdir -p inbox
	$(BIN)/wirewatch run $(ARGS)

servers: setup ## start Kafka for the streaming mode, until Ctrl-C (its data stays in ~/.cache/wirewatch)
	$(BIN)/python -m tests.servers

test: setup ## all tests (those that need ../shared are left out, in one line, where it is not there)
	$(BIN)/pytest $(ARGS)

bench: setup ## articles and words a second, memory, time to the first statement
	$(BIN)/python -m benchmarks.extract $(ARGS)

bench-wire: setup ## articles a second that each wire format reads
	$(BIN)/python -m benchmarks.wire $(ARGS)

bench-watches: setup ## milliseconds an article with 100,000 watches, their seconds and megabytes (ARGS="--watches 1000000")
	$(BIN)/python -m benchmarks.watches $(ARGS)

bench-officials: setup ## what looking names up costs, with ten officials and with ten thousand
	$(BIN)/python -m benchmarks.officials $(ARGS)

bench-lines: setup ## what settling a statement's line costs with a million lines stored (ARGS="--lines 100000")
	$(BIN)/python -m benchmarks.lines $(ARGS)

fuzz: setup ## read damaged and hostile wire files: nothing may escape, hang or swell (ARGS="--seed 2 --seconds 600")
	$(BIN)/python -m benchmarks.fuzz $(ARGS)

fuzz-watches: setup ## mutated queries, officials and watches files: each read, or refused with place and reason
	$(BIN)/python -m benchmarks.fuzz_watches $(ARGS)

check: lint types imports test ## all that CI runs

fmt: setup ## format the code
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: setup ## layout and lint, checked only
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: setup ## mypy, strict
	$(BIN)/mypy

imports: setup ## who may import whom
	$(BIN)/lint-imports

model: setup ## train the language model anew from ../shared (about an hour on one core)
	$(BIN)/python -m training.language $(ARGS)

statements: setup ## train the statement extractor and the choice of speakers anew (under an hour on two cores)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[train]'
	$(BIN)/python -m training.statements $(ARGS)
	$(BIN)/python -m training speakers

evaluate: setup ## how good statements and speakers are, beside the bars and the scores kept (ARGS=--keep keeps the new ones)
	$(BIN)/python -m training evaluate $(ARGS)

lock: setup ## settle the versions in requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra dev --extra stream --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what was built, not what was collected
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
