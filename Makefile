# Every target sets up what it needs, on a machine with Python (3.11 to 3.14) and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CHROMIUM ?= /usr/bin/chromium
WORKERS := -n auto --dist loadfile --no-loadscope-reorder
export HF_HUB_OFFLINE := 1

.PHONY: run test lint sweep coverage bench endurance readme audit lock browser clean

run: $(READY)
	$(BIN)/transfer-assistant serve

test: lint browser
	$(BIN)/pytest -m "not sweep" $(WORKERS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/transfer-assistant check

sweep: $(READY)
	$(BIN)/pytest -m sweep -o addopts="--strict-markers"

# How much of the core the tests run: counting it takes most of their time again, so not with every test.
coverage: lint browser
	$(BIN)/pytest -m "not sweep" $(WORKERS) --cov --cov-report=term --cov-fail-under=95

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# The load and the streams that must be survived: about seven minutes, on a machine that does nothing else.
endurance: $(READY)
	$(BIN)/python -m tests.benchmarks.endurance

# The tables of the README that are made from the pack.
readme: $(READY)
	$(BIN)/python -m tests.readme

# The locked versions against the advisories that are known of them. pip-audit lives apart: it needs other versions.
AUDIT := $(VENV)/audit/bin/pip-audit
audit: $(READY)
	@test -x $(AUDIT) || { $(PYTHON) -m venv $(VENV)/audit && \
		$(VENV)/audit/bin/python -m pip install --disable-pip-version-check --quiet pip-audit==2.10.1; } \
		|| { rm -rf $(VENV)/audit; echo "pip-audit could not be installed: nothing was audited."; exit 2; }
	@$(AUDIT) --strict --no-deps --disable-pip --progress-spinner off -r requirements.lock > $(VENV)/audit.txt 2>&1; \
		found=$$?; \
		if [ $$found -ne 0 ] && grep -qE 'Max retries exceeded|ConnectionError|ProxyError|ConnectTimeout|ReadTimeout|SSLError|ServiceError' $(VENV)/audit.txt; \
		then echo "No source of advisories could be reached: nothing was audited."; exit 2; fi; \
		cat $(VENV)/audit.txt; exit $$found

# The environment: pip first (an old one resolves for minutes), then the lock file's exact versions.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
		|| { echo "Python 3.11 to 3.14 is needed; say which with: make PYTHON=python3.12"; exit 2; }
	@echo "Setting up $(VENV): about two minutes and 2.3 GB, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --upgrade pip==26.3
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	@touch $@

# The browser tests drive Debian's Chromium; without it they fail, they never skip.
browser:
	@test -x $(CHROMIUM) || { echo "Installing Chromium for the browser tests."; \
		(apt-get update -qq && apt-get install -y -qq chromium >/dev/null) \
		|| echo "Chromium could not be installed here: the browser tests will fail until it is at $(CHROMIUM)."; }

# Versions for every Python at once. Plain torch would bring CUDA: its packages are left out, see README.
lock: $(READY)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet uv==0.13.9
	echo '# Exact versions for Python 3.11 to 3.14, made by `make lock` from pyproject.toml.' > requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 pyproject.toml --extra dev \
		--no-annotate --no-header --quiet | grep -vE '^(nvidia|cuda|triton)' >> requirements.lock

clean:
	rm -rf $(VENV) .data
