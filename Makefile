# A fresh machine needs python3, git and a way to a Python package index. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help run test test-all demo demo-clear lint format lock messages bench screenshots
PYTHON := .venv/bin/python
DEMO := var/demo.sqlite3
# How many tests run side by side.
JOBS ?= 2

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## start Mutirão on http://127.0.0.1:8000
	@tools/environment runtime
	@.venv/bin/mutirao serve

demo: ## start it on a second database, with fictional communities
	@tools/environment runtime
	@MUTIRAO_DEMONSTRATION=yes MUTIRAO_DATABASE_URL=sqlite:///$(DEMO) .venv/bin/mutirao serve

demo-clear: ## delete that second database
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm

test: ## the fast tests, on SQLite
	@tools/environment dev
	@.venv/bin/pytest -n $(JOBS) -m "not slow and not postgres and not browser"

test-all: ## every test: slow ones, a real browser, PostgreSQL
	@tools/environment dev
	@.venv/bin/pytest -n $(JOBS) -m "not postgres"
	@tools/postgres .venv/bin/pytest -n $(JOBS) -m postgres

lint: ## style, types, the order of contexts, templates, spelling
	@tools/environment dev
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/djlint src --lint --quiet
	.venv/bin/djade --check --target-version 6.1 $$(git ls-files --cached --others --exclude-standard 'src/*.html')
	.venv/bin/codespell
	.venv/bin/mypy

format: ## let the formatters write
	@tools/environment dev
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	.venv/bin/djade --target-version 6.1 $$(git ls-files --cached --others --exclude-standard 'src/*.html')

lock: ## write requirements/*.txt again; `make lock UPGRADE=--upgrade` takes the newest versions
	@tools/environment dev
	@for set in tools runtime postgres full dev peers; do \
	    .tools/bin/uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --python-version 3.12 \
	        --no-header --no-emit-index-url requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done

messages: ## collect what has to be translated into src/mutirao/locale
	@tools/environment dev
	@.venv/bin/mutirao messages update
	@.venv/bin/mutirao messages compile

bench: ## measure, against the bars in docs/performance.md
	@tools/environment dev
	@$(PYTHON) -m bench
	@tools/postgres $(PYTHON) -m bench pages
	@tools/peers
	@$(PYTHON) -m bench science-areas science-items
	@FSYNC=on tools/postgres $(PYTHON) -m bench submissions

screenshots: ## take the pictures of the README again
	@tools/environment dev
	@$(PYTHON) tools/screenshots.py
