# Everything goes through a virtual environment in this folder; only Python 3.11+ and make are needed.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml constraints.txt hashes.txt hashes-dev.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# All but `dev`, which names the others and so this project, by a path of this machine.
EXTRAS := --extra report --extra check --extra test --extra bench --extra docs
HASHED := --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate \
	--no-header --generate-hashes --allow-unsafe --constraint constraints.txt

.PHONY: demo test check fix docs catalogue bench bench-plan constraints dist hashes licences clean

demo: .venv/.ready  ## the main job: validate both samples, scan one, plan the update of the other
	$(BIN)/legacymap validate inventories/uk-public-record inventories/example-department --ignore LM4
	$(BIN)/legacymap scan inventories/uk-public-record --top 15
	$(BIN)/legacymap plan inventories/example-department --scenario inventories/example-department/scenarios/baseline.yaml

# Byte code is kept, even where the surroundings forbid it: without, to collect the tests takes twice as long.
test: .venv/.ready-dev  ## every test
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/.ready-dev  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: .venv/.ready-dev  ## what can be put right by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.ready-dev  ## write the generated pages anew
	$(BIN)/python -m tests.manual

catalogue: .venv/.ready-dev  ## compile the catalogue of support dates anew from its YAML
	$(BIN)/python -m tests.catalogue

bench: .venv/.ready-dev  ## ratios against the yardsticks, measured in one run
	$(BIN)/python -m tests.bench --write

newest:  ## every command with the newest versions that pyproject.toml allows, as users install them
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check '.[report]'
	.venv-newest/bin/python -m tests.newest

mutants: .venv/.ready-dev  ## change operators and constants: does a test fail?
	$(BIN)/python -m tests.mutants

bench-plan: .venv/.ready-dev  ## published problems, solved: INSTANCES="a.cpit b.cpit", each with its .prec beside it
	$(BIN)/python -m tests.bench.posed $(INSTANCES)

dist: .venv/.ready-dev  ## the wheel and the sdist, the same bytes wherever they are built
	rm -rf dist
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 315532800)} \
		$(BIN)/python -m build --no-isolation --outdir dist .

licences: .venv/.ready-dev  ## list the licences of what is installed with legacymap
	$(BIN)/python -m tests.licences

constraints:  ## pin the versions anew
	$(BIN)/pip-compile --quiet --upgrade $(EXTRAS) --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-annotate --output-file constraints.txt pyproject.toml

hashes:  ## pin every file of the versions in constraints.txt by its hash: what runs, and what develops
	$(BIN)/pip-compile --quiet $(HASHED) --output-file hashes.txt pyproject.toml
	$(BIN)/pip-compile --quiet $(HASHED) $(EXTRAS) --output-file hashes-dev.txt pyproject.toml

clean:
	rm -rf dist .venv .venv-newest .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.made:
	$(PYTHON) -c 'import sys; sys.exit("legacymap needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	@touch $@

# What is installed is checked by hash first, so that nobody can exchange a file; then the package itself is.
.venv/.ready: .venv/.made $(SOURCES)
	$(PIP) --require-hashes --requirement hashes.txt
	$(PIP) --no-deps --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(PIP) --require-hashes --requirement hashes-dev.txt
	$(PIP) --no-deps --editable '.[dev]'
	@touch $@
