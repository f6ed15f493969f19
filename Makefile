# Every command of the project. Needed beforehand: Python 3.11 or newer, and make.
VENV := .venv
GPU_VENV := .venv-gpu
BIN := $(VENV)/bin
BIOME := tests/lint/node_modules/.bin/biome
PYTHON ?= python3
PORT ?= 3000
AGAIN := --reruns 1 -r fER
export PORT
# Node and npm come from the virtual environment.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help run run-servers dev seed demo hosted admin doctor backup restore texts worker migrate bucket test test-gpu lock check format chaos bench bench-large pages clean

help:  ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 12

$(VENV)/.app: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "MelodyMaker needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: $(VENV)/.app  ## Set everything up, build and serve on http://localhost:3000 (PORT, DATA_DIR)
	@$(BIN)/python -m melodymaker.start $(BIN)/reflex run --env prod

run-servers: $(VENV)/.dev  ## The same on PostgreSQL, Redis and S3, with two web processes and three workers
	@$(BIN)/python -m deploy.local.run

pages: $(VENV)/.app  ## Build the pages for a proxy to serve, into .web/build/client, with their headers (PUBLIC_URL, S3_ENDPOINT)
	@$(BIN)/reflex export --frontend-only --no-zip --env prod
	@$(BIN)/python -m melodymaker.web.security_headers .web/build/client > .web/build/headers.caddy

dev: $(VENV)/.dev  ## Serve with hot reload; refresh the page to see a change
	@$(BIN)/python -m melodymaker.start $(BIN)/reflex run --env preview

seed: $(VENV)/.app  ## Make demo data: an account with N songs, 24 unless told (make seed N=1000)
	@$(BIN)/python -m tasks.seed $(N)

demo: $(VENV)/.app  ## Make data in ./demo that a site may begin with: songs, people, playlists (DEMO_DATA=demo)
	@$(BIN)/python -m tasks.demo demo

hosted: $(VENV)/.app demo  ## Put a demo on Reflex hosting (make hosted APP=melody PUBLIC_URL=https://…)
	@$(BIN)/python -m deploy.hosted "$(APP)" "$(PUBLIC_URL)"

admin: $(VENV)/.app  ## Make somebody an admin (make admin EMAIL=ana@example.com), or no admin (OFF=1)
	@$(BIN)/python -m tasks.admins "$(EMAIL)" $(OFF)

doctor: $(VENV)/.app  ## Try every setting against the real service, and say what is wrong and how to mend it
	@$(BIN)/python -m melodymaker.doctor

backup: $(VENV)/.app  ## Back up database, songs' files and key while the app runs (make backup TO=/backups/monday)
	@$(BIN)/python -m tasks.backup backup "$(TO)"

restore: $(VENV)/.app  ## Bring a backup back into an empty data folder and database (make restore FROM=/backups/monday)
	@$(BIN)/python -m tasks.backup restore "$(FROM)"

texts: $(VENV)/.app  ## Bring the catalogues of texts up to date with the code (melodymaker/i18n/catalogues)
	@$(BIN)/python -m melodymaker.i18n.collect

worker: $(VENV)/.app  ## Run a worker as a process of its own (with REDIS_URL; as many as you like)
	@$(BIN)/python -m tasks.worker

migrate: $(VENV)/.app  ## Bring PostgreSQL up to date (an embedded database is at each start)
	@$(BIN)/alembic upgrade head

bucket: $(VENV)/.app  ## Make the S3 bucket, if it is missing, and set its rules
	@$(BIN)/python -m melodymaker.adapters.s3_storage

# Most of the browser's tests run in two processes, each with an app of its own. Some have the computer for themselves:
# they hear or time what happens. One that fails is tried once more, and named at the end: a busy computer does not stop a
# change, but what was named is a fault to be found.
test: $(VENV)/.dev  ## Run all tests of the app
	@$(BIN)/python -m tests.browser.browsers
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 -m "not browser and not gpu"
	@$(BIN)/python -m pytest $(AGAIN) -n 2 --dist loadfile -m "browser and not alone and not gpu"
	@$(BIN)/python -m pytest $(AGAIN) -m "browser and alone and not gpu"

$(GPU_VENV)/.dev: gpu/requirements.txt gpu/requirements-dev.txt
	test -x $(GPU_VENV)/bin/python || $(PYTHON) -m venv $(GPU_VENV)
	$(GPU_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r gpu/requirements.txt -r gpu/requirements-dev.txt
	touch $@

# The service's own tests have an environment of their own, and conftest.py files cut off above: the app's needs what
# only the app's environment has. The others run in the app's and start the service as a process.
test-gpu: $(GPU_VENV)/.dev $(VENV)/.dev  ## Check and test the GPU service, then the whole app with it
	@$(GPU_VENV)/bin/python -m pyright --project gpu
	@$(GPU_VENV)/bin/python -m pytest --confcutdir tests/gpu tests/gpu
	@$(BIN)/python -m tests.browser.browsers
	@$(BIN)/python -m pytest $(AGAIN) -m gpu tests/contract/test_generator.py tests/browser/test_gpu.py

# The two files are made of the .in files beside them: the same versions as before, unless a line there changed or
# UPGRADE=1 asks for the newest ones that the lines allow. They hold for Linux and macOS and each Python from 3.11.
lock: $(VENV)/.dev  ## Write all dependencies with their hashes into requirements*.txt (UPGRADE=1 for newer ones)
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
		$(if $(UPGRADE),--upgrade) --output-file requirements.txt requirements.in
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
		$(if $(UPGRADE),--upgrade) --constraints requirements.txt --output-file requirements-dev.txt requirements-dev.in

# npm comes with the Python environment.
$(BIOME): tests/lint/package-lock.json | $(VENV)/.app
	npm ci --prefix tests/lint --no-audit --no-fund --silent
	touch $@

check: $(VENV)/.dev $(BIOME)  ## Lint, format (Python, JavaScript, CSS), types, import contracts, known vulnerabilities
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIOME) check --error-on-warnings
	@$(BIN)/pyright
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.audit

format: $(VENV)/.dev $(BIOME)  ## Format Python, JavaScript and CSS, and mend what the linters can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .
	@$(BIOME) check --write

bench: $(VENV)/.dev  ## Measure the budgets; a JSON object a line
	@$(BIN)/python -m tests.browser.browsers
	@$(BIN)/python -m tests.bench

bench-large: $(VENV)/.dev  ## Measure under load, for a long time (SOAK_MINUTES=30), and with up to a million songs; takes hours
	@$(BIN)/python -m tests.bench load soak
	@SONGS=1000,10000,100000,1000000 $(BIN)/python -m tests.bench feed

# Names choose kinds of faults: make chaos FAULTS="'worker killed' 'disk full'". See docs/reliability.md.
chaos: $(VENV)/.dev  ## Inject faults into a site under load, and check that nothing is lost (TIMES, SEED, PACE, MINUTES, FAULTS)
	@$(BIN)/python -m tests.chaos $(FAULTS)

clean:  ## Remove what was installed and built; the data stays
	rm -rf $(VENV) $(GPU_VENV) tests/lint/node_modules .web .states
