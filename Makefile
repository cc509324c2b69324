# `make run` and `make test` need nothing but Python 3.11 or later and make: they build their own virtual environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# what `make run` needs, and what the tests need on top of it (fonts, OCR, renderers)
BASE := $(VENV)/.base
READY := $(VENV)/.ready
# what the report page needs
REPORT := $(VENV)/.report
# … the documentation site
DOCS := $(VENV)/.docs
OUT ?= outputs
DIST ?= dist

.PHONY: run report test test-slow lint bench notebooks docs wheel clean

run: $(BASE)
	$(BIN)/policyminer run corpus --out $(OUT)

report: run $(REPORT)
	$(BIN)/policyminer report $(OUT) -o $(OUT)/report.html

test: $(READY)
	$(BIN)/pytest -m "not slow"

test-slow: $(READY)
	$(BIN)/pytest -m slow || test $$? -eq 5 # 5: there are none

lint: $(READY)
	$(BIN)/ruff check src tests scripts
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python scripts/bench.py

# runs all notebooks on $(OUT); executed copies and their pictures go to $(OUT)/notebooks
notebooks: $(READY) run
	$(BIN)/python scripts/run_notebooks.py $(OUT)/notebooks

# the site in site/; built without network, and fetching nothing when it is read
docs: $(DOCS)
	$(BIN)/python scripts/cli_page.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

wheel: $(BASE)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir $(DIST) .

# The constraints file pins every package, so that two machines get the same environment.
$(BASE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $(BASE)

$(READY): $(BASE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

$(REPORT): $(BASE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[report]"
	@touch $(REPORT)

$(DOCS): $(BASE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[docs]"
	@touch $(DOCS)

clean:
	rm -rf $(VENV) site dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
