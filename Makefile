# `make` builds the book and grades the demonstration class; `make help` lists the rest.
PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
RUN := "$(BIN)/python" -m
DEMO := _build/demo
ASSIGNMENTS := $(notdir $(basename $(wildcard chapters/exercises/*.md)))
CODE := $(shell find descent solutions course autograder -name '*.py' -o -name '*.json')
LESSONS := _config.yml _toc.yml $(shell find chapters book -type f -not -name "*.pyc")
SUBMISSIONS := $(shell find tests/submissions -type f)
# pip alone keeps to the user's own settings, which say how to reach an index from here.
USERS := HOME="$(HOME)" XDG_CONFIG_HOME="$(XDG_CONFIG_HOME)" PATH="$(PATH)" TMPDIR="$(CURDIR)/_build/tmp"
include environment.mk
# nbgrader looks for alembic on the PATH where a class has not our settings.
export PATH := $(BIN):$(PATH)
ALONE := @sh tools/alone.sh $$PPID # and no second make beside it
say = @echo "$$(date +%H:%M:%S)  $(1)"
# What nbgrader does with each assignment of a class's folder: $(call nbgrader,FOLDER,ASSIGNMENTS,COMMAND)
# The folder is said once more, as settings of the whole machine may name another.
nbgrader = @cd $(1) && for a in $(2); do nbgrader $(3) $$a --log-level=ERROR \
  --CourseDirectory.root="$$PWD" --CourseDirectory.db_url="sqlite:///$$PWD/gradebook.db" || exit 1; done
.DEFAULT_GOAL := all
.PHONY: all book live pdf epub page assignments release demo exercise check test lint wheel fuzz soak mutants answers oracles rounding plain audit
.PHONY: pictures links lock bench bench-gradebook bench-grading bench-live bench-playground bench-site bench-start
.PHONY: clean help anew
.DELETE_ON_ERROR:

all: book demo ## build the book, grade the demonstration class, print its gradebook and all points
	@cat $(DEMO)/gradebook.txt
	@echo && $(RUN) autograder points && echo
	@echo "site:      $(CURDIR)/_build/html/index.html"
	@echo "feedback:  $(CURDIR)/$(DEMO)/feedback/mistaken/momentum/momentum.html"

book: _build/html/.done ## build the book into _build/html
live: _build/live/.done book ## make the exercises live: written, run and checked in their own pages
pdf: _build/html/.done ## print the book, with Chromium, into _build/pdf/descent.pdf
	@$(RUN) autograder pdf _build/pdf/descent.pdf
epub: _build/html/.done ## write the book as an EPUB, for readers of books, into _build/epub/descent.epub
	@$(RUN) book.epub _build/epub/descent.epub

assignments: $(DEMO)/.released ## assemble and release the assignments into _build/demo
demo: $(DEMO)/gradebook.txt ## grade the demonstration class in _build/demo

# .venv is made anew if it was moved, lost its Python, or is of another than a PYTHON that was named.
NAMED := $(if $(filter file,$(origin PYTHON)),.venv/bin/python,$(PYTHON))
ifneq ($(shell { $(NAMED) tools/install.py --check || echo broken; } 2> /dev/null),)
.venv/.done: anew
endif
.venv/.done: requirements.lock pyproject.toml tools/install.py
	$(ALONE)
	@$(USERS) $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(call say,installing into .venv)
	@mkdir -p _build/tmp && $(USERS) $(PYTHON) tools/install.py

$(DEMO)/.released: .venv/.done $(CODE) $(wildcard chapters/*.md chapters/exercises/*.md)
	$(ALONE)
	$(call say,releasing the assignments)
	@rm -rf $(DEMO)
	@$(RUN) autograder course $(DEMO) > /dev/null
	$(call nbgrader,$(DEMO),$(ASSIGNMENTS),generate_assignment)
	@touch $@

$(DEMO)/gradebook.txt: $(DEMO)/.released $(SUBMISSIONS)
	$(ALONE)
	$(call say,grading the demonstration class; its endless loop takes its time)
	@$(RUN) autograder demo $(DEMO) tests/submissions > /dev/null
	$(call nbgrader,$(DEMO),$(ASSIGNMENTS),autograde --force)
	$(call say,writing the feedback)
	$(call nbgrader,$(DEMO),$(ASSIGNMENTS),generate_feedback --force)
	@$(RUN) autograder gradebook $(DEMO) > $@

exercise: .venv/.done ## release and grade one assignment alone, in _build/exercise: A=momentum
	$(ALONE)
	@rm -rf _build/exercise
	@$(RUN) autograder course _build/exercise --only "$(A)"
	$(call nbgrader,_build/exercise,$(A),generate_assignment)
	@$(RUN) autograder demo _build/exercise tests/submissions --only "$(A)"
	$(call nbgrader,_build/exercise,$(A),autograde)
	$(call nbgrader,_build/exercise,$(A),generate_feedback)
	@$(RUN) autograder gradebook _build/exercise

LIVE := $(shell find descent $(wildcard book/live) -type f -not -name "*.pyc" -not -path "*/playground/js/*")
_build/live/.done: .venv/.done $(LIVE)
	$(ALONE)
	@$(USERS) $(RUN) book.live _build/live _build/live-cache
	@touch $@

# Once it is there the pages are made with it; before, only if it is asked for.
ifneq ($(wildcard _build/live/.done)$(filter live bench-live,$(MAKECMDGOALS)),)
_build/html/.done: _build/live/.done
endif

# Sphinx forgets the warnings of a build that was not finished; the next one would pass, so it starts afresh.
_build/html/.done: $(DEMO)/.released $(LESSONS)
	$(ALONE)
	$(call say,building the book; its notebooks take most of the time)
	@[ -e $@ ] || rm -rf _build/.doctrees
	@rm -f $@
	@$(RUN) matplotlib.font_manager # its remark on a first run would fail a page
	@"$(BIN)/jupyter-book" build -nW --keep-going -q . > /dev/null # its banner; complaints go elsewhere
	@touch $@

page: .venv/.done ## build one page of the book alone, into _build/page: P=momentum
	$(ALONE)
	@[ -e "chapters/$(P).md" ] || { echo "there is no chapters/$(P).md: make page P=momentum" >&2; exit 2; }
	@mkdir -p _build/page
	@printf 'format: jb-book\nroot: chapters/%s\nchapters: [{file: chapters/bibliography}]\n' "$(P)" > _build/page/_toc.yml
	@"$(BIN)/jupyter-book" build --toc _build/page/_toc.yml --path-output _build/page -q . > /dev/null
	@echo "page: $(CURDIR)/_build/page/_build/html/chapters/$(P).html (its links to other pages lead nowhere)"

check: lint ## check style and types, and run the fast tests: no browser, no book
	@$(RUN) pytest -n auto -m "not slow"

test: lint book demo ## check style and types, then run every test on all cores
	$(RUN) pytest -n auto
	@cat _build/scores.txt # which questions tell which mistakes, by tests/course/test_scores.py

lint: .venv/.done ## check style, types and spelling
	@"$(BIN)/ruff" check . && ruff format --check . && mypy && codespell

wheel: .venv/.done ## build what students install, the kit, into _build/wheel
	@rm -rf _build/wheel # an older kit beside it would be found by the same pattern
	@$(RUN) pip wheel --quiet --no-deps --no-build-isolation --wheel-dir _build/wheel .

release: wheel live pdf epub ## put a dated release into _build/release: wheel, site, PDF, EPUB, notebooks, notes
	@$(RUN) book.release _build/release

fuzz: .venv/.done ## hand in 100,000 damaged notebooks and replies (FUZZ examples a test)
	FUZZ=$${FUZZ:-5000} $(RUN) pytest -n auto tests/autograder/fuzz

mutants: .venv/.done ## judge the answer key's mutants, some 10,000, and print what each question catches
	$(RUN) tests.mutants

answers: live ## ask the pages' Python about every known answer (make test: one in six)
	ONE_IN=1 $(RUN) pytest -n 0 tests/book/live/test_every_answer.py

soak: .venv/.done ## disturb batches of grading at 2,000 random moments and compare (FAULTS=...)
	$(RUN) tests.soak $${FAULTS:-2000}

oracles: .venv/.done ## compare the reference with torch and optax, live, and with their record
	test -d _build/oracles || $(RUN) venv _build/oracles
	$(USERS) _build/oracles/bin/python -m pip install --quiet --requirement tests/oracles/requirements.txt
	_build/oracles/bin/python -m tests.oracles.record --check

NEWER := from numpy._core import _multiarray_umath as m; print(*(f for f in m.__cpu_dispatch__ if m.__cpu_features__[f]))
rounding: .venv/.done ## run the fast tests as a processor without AVX2 rounds: what hangs on a last bit fails
	@OPENBLAS_CORETYPE=Sandybridge NPY_DISABLE_CPU_FEATURES="$$("$(BIN)/python" -c '$(NEWER)')" \
	  $(RUN) pytest -n auto -m "not slow"

bench: oracles ## time a step of each optimizer beside torch's, as ratios
	_build/oracles/bin/python -m tests.benchmarks.step

bench-grading: .venv/.done ## grade the same submissions with stock nbgrader and with this
	$(RUN) tests.benchmarks.grading 100

bench-gradebook: .venv/.done ## time formgrader's pages, and our table, in a class of 10,000
	$(RUN) tests.benchmarks.gradebook

bench-live: live ## time the first and later checks on a live page, and weigh what they fetch
	$(RUN) tests.benchmarks.live

bench-start: .venv/.done ## time the start of commands that do not grade, beside stock's
	$(RUN) tests.benchmarks.start

bench-playground: _build/html/.done ## time the frames of the playground, and its answers to dragging
	$(RUN) tests.benchmarks.playground

bench-site: _build/html/.done ## weigh the pages, with Lighthouse, beside those of stock Jupyter Book
	$(RUN) tests.benchmarks.site

plain: $(DEMO)/.released ## build the book into _build/plain by Sphinx alone, without Jupyter Book
	@python -c 'import matplotlib.font_manager'
	@rm -rf _build/plain # Sphinx forgets the warnings of a failed build
	sphinx-build -nW --keep-going -q -c book/plain_sphinx -d _build/plain/doctrees . _build/plain/html

audit: ## ask whether a locked package has a known hole (needs the internet)
	test -d _build/audit || $(PYTHON) -m venv _build/audit
	_build/audit/bin/pip install --quiet pip-audit
	_build/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock

pictures: _build/html/.done ## take pictures of every page, wide, dark, narrow and printed, in _build/screenshots
	PICTURES=1 $(RUN) pytest -n auto tests/book/built/test_pages.py

links: _build/html/.done ## try every link that leads out of the book (needs the internet)
	@"$(BIN)/jupyter-book" build --builder linkcheck -q . || \
	  { grep -h -E '\[broken\]|\[timeout\]' _build/linkcheck/output.txt; exit 1; }

lock: .venv/.done ## renew requirements.lock from pyproject.toml
	@$(USERS) $(RUN) pip install --quiet uv
	@$(USERS) "$(BIN)/uv" pip compile pyproject.toml --all-extras --universal --python-version 3.11 --quiet \
	  --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock

clean: ## remove what was built; classes live elsewhere and are never touched
	$(ALONE)
	rm -rf _build

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "%-18s%s\n", $$1, $$2 }'
