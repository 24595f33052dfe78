# habeas: what a newcomer types. `make` alone lists it.
#
#   VENV    the virtual environment; one that this Makefile did not make is used as it is     (.venv)
#   PYTHON  the Python 3.11 or 3.12 that makes it                                             (the first one found)

VENV   ?= .venv
PYTHON ?= $(shell for p in python3.11 python3.12 python3; do $$p -c "" 2>/dev/null && { echo $$p; break; }; done)
PY     := $(VENV)/bin/python
SPARK  := $(abspath $(VENV))/spark
JOBS   ?= 3
# keeps what Python compiled: else each process of the server compiles 1,200 files anew
START  := env -u PYTHONDONTWRITEBYTECODE $(PY)

export PYTHONPATH := src

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo serve quick test test-postgres test-spark test-browser lint format types contracts lock messages figures clean \
        environment environment-dev

help: ## list the commands
	@echo "habeas: the working register of a human-rights field presence"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name what; do \
	    printf '  make %-14s %s\n' "$$name" "$$what"; done

demo: environment ## a running habeas with the Kosovo pack and invented work, on this machine
	@$(START) -m habeas demo

serve: environment ## the production server
	@$(START) -m habeas serve

quick: environment-dev ## the quick tests of what was changed; WHAT=tests/missing for one part, WHAT=tests for all
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -m "not browser and not science and not slow and not long" \
	    --ignore=tests/science $(or $(WHAT),$$($(PY) tools/changed.py))

test: environment-dev ## the whole suite on SQLite
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -m "not browser"

test-postgres: environment-dev ## what reaches a database, on PostgreSQL in a throw-away cluster
	@$(PY) tools/postgres.py $(PY) -m pytest -n $(JOBS) --dist worksteal -m "not browser and not science" --ignore=tests/science

test-spark: environment-dev ## pairs by Spark in local mode; needs Java 17 and fetches 450 MB the first time
	@$(PY) -m pip --version > /dev/null 2>&1 || $(PY) -m ensurepip > /dev/null
	@test -e $(SPARK)/complete || { mkdir -p $(SPARK) && $(PY) -m pip download --quiet --no-deps --require-hashes \
	    --no-binary pyspark --dest $(SPARK) -r requirements/spark.txt && tar -xzf $(SPARK)/pyspark-*.tar.gz \
	    --directory $(SPARK) --strip-components=1 --wildcards '*/pyspark/*' '*/deps/bin/*' '*/deps/jars/*' && \
	    rm $(SPARK)/pyspark-*.tar.gz && touch $(SPARK)/complete; }
	@SPARK_HOME=$(SPARK)/deps PYSPARK_SUBMIT_ARGS="--master local[2] --conf spark.sql.shuffle.partitions=2 \
	    --driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' pyspark-shell" \
	    PYTHONPATH=src:$(SPARK):$$(echo $(SPARK)/py4j-*.whl) \
	    $(PY) -m pytest -p no:xdist -rs tests/science/linkage/test_engines.py -k spark

test-browser: environment-dev ## the pages in headless Chromium
	@$(PY) -m pytest -n 2 --dist loadfile -m browser --ignore=tests/science

lint: environment-dev ## style and formatting
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .

format: environment-dev ## put the code into the house's form
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

types: environment-dev ## static types
	@$(PY) -m mypy

contracts: environment-dev ## floors of the house: who may import whom
	@$(VENV)/bin/lint-imports --no-cache --no-logo

figures: environment-dev ## run what measures, and print the figures
	@$(PY) -m pytest -m figures -p no:xdist

lock: environment-dev ## write requirements/*.txt anew from pyproject.toml
	@$(PY) tools/lock.py

messages: environment-dev ## collect the texts to translate
	@$(PY) -m habeas messages

clean: ## remove the environment and what tools leave behind; keeps var/ (databases, keys, files)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	if [ -f "$(VENV)/habeas-lock.txt" ]; then rm -rf "$(VENV)"; fi

environment:
	@$(call made,base)

environment-dev:
	@$(call made,dev)

define made
if [ -z "$(PYTHON)" ] && [ ! -x "$(PY)" ]; then \
    echo "No Python found. Install one and try again:  sudo apt-get install python3 python3-venv" >&2; exit 1; fi; \
$(or $(PYTHON),$(PY)) tools/environment.py --venv "$(VENV)" --lock requirements/$(1).txt
endef
