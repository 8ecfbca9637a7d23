# Each of these sets up .venv/ on a bare machine (python3 with venv), then does its job.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready
# In the order of the files, which puts what is long into the middle and what mostly waits beside what computes.
IN_PROCESSES := --numprocesses auto --dist loadscope --no-loadscope-reorder

.PHONY: demo test test-trainings bench docs lint lock clean

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	@# TensorFlow starts in half the time when its files are byte-compiled, so nothing may forbid that here. On all cores
	@# at once that takes half the time where there are two; files that are no Python of this version remain as they are.
	env -u PYTHONDONTWRITEBYTECODE $(RUN)/pip install --quiet --disable-pip-version-check --require-hashes --no-compile -r requirements.lock
	env -u PYTHONDONTWRITEBYTECODE $(RUN)/python -m compileall -qq -j 0 $(VENV)/lib || true
	env -u PYTHONDONTWRITEBYTECODE $(RUN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(READY)
	@# A demonstration grades anew; a real run goes on where it stopped. It holds no strangers' code, so it need not refuse.
	rm -rf build/sample_class build/demo
	$(RUN)/python -m tests.sample_class build/sample_class
	for class in build/sample_class/*; do name=$$(basename $$class); \
	  $(RUN)/autograder grade $$class/* --assignment $$name --out build/demo/$$name --jobs 2 \
	  --unsafe-no-sandbox && $(RUN)/autograder report build/demo/$$name || exit; done

test: $(READY) lint
	$(RUN)/pytest tests -m "not trainings" $(IN_PROCESSES)

test-trainings: $(READY)
	@# The known solutions that train networks of their own: what `make test` leaves out to stay short.
	$(RUN)/pytest tests -m trainings $(IN_PROCESSES)

lint: $(READY)
	$(RUN)/ruff check .
	$(RUN)/mypy

bench: $(READY)
	$(RUN)/python -m tests.bench

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict

lock:
	uv pip compile pyproject.toml --extra instructor --extra cluster --extra docs --extra dev --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --output-file requirements.lock

clean:
	rm -rf build dist $(VENV)
