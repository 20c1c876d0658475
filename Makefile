# The two commands of a newcomer are `make site` and `make test`; `make` alone lists them all.
#
# Needs Python 3.11 or newer, GNU make 3.81 or newer, and git. Everything else goes into .venv, from lock files with
# hashes. The recipes are plain sh, because /bin/sh is what every machine has.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site test check serve bench lock clean distclean site-environment test-environment

# What may be set on the command line: make site JOBS=2 NOW=2022-03-18T12:00:00Z
JOBS   :=#  processes for the build and for the tests; as many as there are cores
PORT   := 8000#  where `make serve` listens
NOW    :=#  the moment the site is built for (ISO 8601); today
OUTPUT :=#  the folder the site is written to; _site
PYTHON :=#  the Python that makes .venv; the first one from 3.11 on that is found
SIZES  := 1000#  articles of the archives that `make bench` measures, as in SIZES="1000 10000"
ROUNDS := 5#  how often `make bench` runs each
CASES  :=#  what `make bench` measures: clean, edits, or both
UV     := uv#  what writes the lock files in `make lock`

# Count this up when the recipe of .venv below changes, so that every checkout makes its .venv again.
RECIPE := 1
RUN    := .venv/bin/python

help: # List the commands
	@awk -F ':[^#]*# ' '/^[a-z]+:[^#]*# / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "Settings, as in: make site JOBS=2"
	@awk -F '[: ]*:=[^#]*#  ' '/^[A-Z]+ *:=[^#]*#  / { printf "  %-15s %s\n", $$1, $$2 }' Makefile

site: site-environment # Build the archive into _site/
	@$(RUN) -m generator build \
	  $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(NOW),--now "$(NOW)") $(if $(JOBS),--jobs $(JOBS))

test: test-environment # Check the code and run every test
	@echo "ruff: rules of style"
	@$(RUN) -m ruff check --quiet .
	@echo "ruff: format"
	@$(RUN) -m ruff format --check --quiet .
	@echo "mypy: types"
	@$(RUN) -m mypy --no-error-summary
	@echo "import-linter: which room may see which"
	@.venv/bin/lint-imports --no-logo
	@echo "pytest: every test"
	@$(RUN) -m pytest -n $(if $(JOBS),$(JOBS),auto) --dist loadfile

check: site-environment # Say what is wrong in content/, without writing anything
	@$(RUN) -m generator check

serve: site-environment # Show the archive on this machine and build it again on every change
	@$(RUN) -m generator serve --port $(PORT)

bench: test-environment # Measure time and memory beside other tools, and write docs/performance.md
	@$(RUN) -m tests.benchmarks speed --sizes $(SIZES) --rounds $(ROUNDS) $(if $(CASES),--cases $(CASES))

lock: # Write the lock files anew from requirements.in, requirements-test.in and requirements-dask.in (needs uv)
	@command -v "$(UV)" >/dev/null || { echo "uv is missing; install it, or: make lock UV=/path/to/uv" >&2; exit 2; }
	@for name in requirements requirements-test requirements-dask; do \
	  "$(UV)" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-emit-index-url --no-emit-find-links $$name.in --output-file $$name.lock || exit 1; \
	done

clean: # Remove what was built: _site/ and .cache/
	@rm -rf _site ._site.staging ._site.lock .cache

distclean: clean # Remove everything that is not in git, .venv/ and .tools/ too
	@rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

site-environment:
	$(call fill,requirements.lock)

test-environment:
	$(call fill,requirements-test.lock)

# Fills .venv with what the lock file $(1) names, and only when that is not what .venv holds already. The stamp tells
# the recipe, the lock's checksum and the checkout's path; it is written last, so an interrupted set-up is done again.
# A stamp that tells of another lock means packages that nobody asks for any more: .venv is made afresh. The two locks
# agree on what they share (requirements-test.in), so the packages for tests go on top of those for the site.
define fill
@stamp=".venv/$(1).stamp"; want="$(RECIPE) `cksum < $(1)` $$PWD"; \
	if test "$$want" = "`cat $$stamp 2>/dev/null`" && $(RUN) -c '' 2>/dev/null; then exit 0; fi; \
	if test -e $$stamp || ! ls .venv/*.stamp >/dev/null 2>&1 || ! $(RUN) -c '' 2>/dev/null; then \
	  $(find_python); \
	  echo "Making .venv with $$python"; \
	  "$$python" -m venv --clear .venv || exit 2; \
	fi; \
	echo "Installing what $(1) names (once, less than a minute)"; \
	$(RUN) -m pip install -qq --disable-pip-version-check --no-input \
	  --require-hashes --only-binary=:all: -r $(1) || exit 2; \
	echo "$$want" > $$stamp
endef

# Sets $python to the first Python from 3.11 on, or ends with what to install.
define find_python
python=; \
	for name in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if test -n "$$name" && "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    python=$$name; break; \
	  fi; \
	done; \
	if test -z "$$python"; then \
	  echo "No Python 3.11 or newer was found. Install one, from python.org or your system's packages," >&2; \
	  echo "or name one: make site PYTHON=/path/to/python3" >&2; \
	  exit 2; \
	fi
endef
