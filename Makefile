PORT ?= 8501
ADDRESS ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin
# Each worker has a server and a browser of its own.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

.PHONY: run test test-long bench pictures

run: .venv/.installed
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: .venv/.installed-tests
	$(BIN)/python tests/browser/install.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(PYTEST)

test-long: .venv/.installed-tests
	$(BIN)/python tests/browser/install.py
	$(PYTEST) -m "long or hostile" --hypothesis-profile thorough

bench: .venv/.installed-tests
	$(BIN)/python tests/browser/install.py
	$(BIN)/python -m tests.benchmarks.training
	$(BIN)/python -m tests.benchmarks.latency
	$(BIN)/python -m tests.benchmarks.curves
	$(BIN)/python -m tests.benchmarks.lab
	$(BIN)/python -m tests.benchmarks.drawings
	$(BIN)/python -m tests.benchmarks.intake
	$(BIN)/python -m tests.benchmarks.police
	$(BIN)/python -m tests.benchmarks.landscapes
	$(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python -m tests.benchmarks.bounds
	$(BIN)/python -m tests.benchmarks.hall

pictures: .venv/.installed-tests
	$(BIN)/python tests/browser/install.py
	$(BIN)/python -m tests.browser.pictures

.venv/.installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.installed-tests: .venv/.installed tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@
