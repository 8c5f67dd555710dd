# Foyer's commands. `make help` lists them.

PYTHON := .venv/bin/python
RUN := $(PYTHON) -m tests.run

# Python keeps what it compiled, whatever this machine says elsewhere: else each start compiles Django anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check translations lock environment

help: ## list these commands
	@echo "Foyer: make COMMAND"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 18

run: environment ## start Foyer on 127.0.0.1 (PORT, DATABASE_URL), with demo data when it is empty
	@DEBUG=$${DEBUG:-1} exec $(PYTHON) manage.py serve

test: environment ## run all tests: SQLite, PostgreSQL, browser
	@$(RUN) test

check: environment ## run all checks: style, types, imports, migrations, translations, settings
	@$(RUN) check

translations: environment ## bring locale/ up to date with the code
	@DEBUG=1 $(PYTHON) manage.py translations

lock: environment ## choose versions anew for requirements.lock
	@$(PYTHON) -m pip install --quiet uv
	@$(PYTHON) -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet -o requirements.lock
	@echo "requirements.lock is new; run make test before you commit it."

# The environment keeps a copy of the list it was made from: the same list needs no work.
environment:
	@cmp -s requirements.lock .venv/requirements.lock && $(PYTHON) -c "" 2>/dev/null || $(MAKE) --no-print-directory .venv

.PHONY: .venv
.venv:
	@python=$$(for name in python3 python3.13 python3.12 python3.11; do \
		$$name -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $$name && break; done); \
	[ "$$python" ] || { echo "Foyer needs Python 3.11 or newer; python3 here is $$(python3 --version 2>&1)."; exit 1; }; \
	$(PYTHON) -c "import pip, sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || { \
		echo "Making the environment .venv with $$($$python --version)…"; \
		$$python -m venv --clear .venv || { \
			echo "Python can't make environments here: install its venv package (Debian: apt-get install python3-venv)."; \
			rm -rf .venv; exit 1; }; }
	@echo "Installing what requirements.lock lists into .venv (once, about a minute)…"
	@$(PYTHON) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@cp requirements.lock .venv/requirements.lock
