# `make` builds the book and grades the demonstration class; `make help` lists the rest.
PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
DEMO := _build/demo
ASSIGNMENTS := $(notdir $(basename $(wildcard chapters/exercises/*.md)))
CODE := $(shell find descent solutions course autograder -name '*.py' -o -name '*.json')
LESSONS := _config.yml _toc.yml $(shell find chapters book -type f -not -name "*.pyc")
SUBMISSIONS := $(shell find tests/submissions -type f)
# nbgrader finds alembic on the PATH, and without it leaves a half-made gradebook.
export PATH := $(BIN):$(PATH)
# The networks are so small that threads of BLAS would only wait for each other.
export OPENBLAS_NUM_THREADS := 1
NBGRADER := cd $(DEMO) && for a in $(ASSIGNMENTS); do nbgrader

.DEFAULT_GOAL := all
.PHONY: all book pdf release demo test lint wheel fuzz soak oracles plain audit links lock clean help
.PHONY: bench bench-gradebook bench-grading bench-playground bench-site
.DELETE_ON_ERROR:

all: book demo ## build the book, grade the demonstration class, print its gradebook and all points
	@cat $(DEMO)/gradebook.txt
	@echo && python -m autograder points && echo
	@echo "site:      $(CURDIR)/_build/html/index.html"
	@echo "feedback:  $(CURDIR)/$(DEMO)/feedback/mistaken/momentum/momentum.html"

book: _build/html/.done ## build the book into _build/html
pdf: _build/html/.done ## print the book, with Chromium, into _build/pdf/descent.pdf
	@python -m autograder pdf _build/pdf/descent.pdf

release: $(DEMO)/.released ## assemble and release the assignments into _build/demo
demo: $(DEMO)/gradebook.txt ## grade the demonstration class in _build/demo

.venv/.done: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	@echo "installing into .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEMO)/.released: .venv/.done $(CODE) $(wildcard chapters/*.md chapters/exercises/*.md)
	@rm -rf $(DEMO)
	@python -m autograder course $(DEMO)
	@$(NBGRADER) generate_assignment $$a --log-level=WARN || exit 1; done
	@touch $@

$(DEMO)/gradebook.txt: $(DEMO)/.released $(SUBMISSIONS)
	@python -m autograder demo $(DEMO) tests/submissions
	@echo "grading; the endless loop takes its time"
	@$(NBGRADER) autograde $$a --force --log-level=ERROR || exit 1; done
	@$(NBGRADER) generate_feedback $$a --force --log-level=ERROR || exit 1; done
	@python -m autograder gradebook $(DEMO) > $@

# Sphinx forgets the warnings of a failed build, so a second try would pass: start that one afresh.
_build/html/.done: $(DEMO)/.released $(LESSONS)
	@echo "building the book"
	@python -c 'import matplotlib.font_manager' # its remark on a first run would fail a page
	@jupyter-book build -nW --keep-going -q . || { rm -rf _build/.doctrees; exit 1; }
	@touch $@

test: lint book demo ## check style and types, then run every test on all cores
	pytest -n auto
	python -m tests.scores # the table, question by question; fails unless it is complete

lint: .venv/.done ## check style, types and spelling
	ruff check . && ruff format --check . && mypy && codespell

wheel: .venv/.done ## build what students install, the kit, into _build/wheel
	pip wheel --quiet --no-deps --no-build-isolation --wheel-dir _build/wheel .

fuzz: .venv/.done ## hand in 100,000 damaged notebooks and replies (FUZZ examples a test)
	FUZZ=$${FUZZ:-5000} pytest -n auto tests/autograder/fuzz

soak: .venv/.done ## kill batches of grading at 2,000 random moments and compare (KILLS=...)
	python -m tests.soak $${KILLS:-2000}

oracles: .venv/.done ## compare the reference with torch and optax, live, and with their record
	test -d _build/oracles || $(PYTHON) -m venv _build/oracles
	_build/oracles/bin/pip install --quiet --requirement tests/oracles/requirements.txt
	_build/oracles/bin/python -m tests.oracles.record --check

bench: oracles ## time a step of each optimizer beside torch's, as ratios
	_build/oracles/bin/python -m tests.benchmarks.step

bench-grading: .venv/.done ## grade the same submissions with stock nbgrader and with this
	python -m tests.benchmarks.grading 100

bench-gradebook: .venv/.done ## time formgrader's pages, and our table, in a class of 10,000
	python -m tests.benchmarks.gradebook

bench-playground: _build/html/.done ## time the frames of the playground, and its answers to dragging
	python -m tests.benchmarks.playground

bench-site: _build/html/.done ## weigh the pages, with Lighthouse, beside those of stock Jupyter Book
	python -m tests.benchmarks.site

plain: $(DEMO)/.released ## build the book into _build/plain by Sphinx alone, without Jupyter Book
	@python -c 'import matplotlib.font_manager'
	@rm -rf _build/plain # Sphinx forgets the warnings of a failed build
	sphinx-build -nW --keep-going -q -c book/plain_sphinx -d _build/plain/doctrees . _build/plain/html

audit: ## ask whether a locked package has a known hole (needs the internet)
	test -d _build/audit || $(PYTHON) -m venv _build/audit
	_build/audit/bin/pip install --quiet pip-audit
	_build/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock

links: _build/html/.done ## try every link that leads out of the book (needs the internet)
	jupyter-book build --builder linkcheck -q .

lock: .venv/.done ## renew requirements.lock from pyproject.toml
	pip install --quiet uv
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock

clean: ## remove what was built; classes live elsewhere and are never touched
	rm -rf _build

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16
