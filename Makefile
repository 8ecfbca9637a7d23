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
	@# uv, as the lock file pins it, takes half of pip's time. TensorFlow starts in half the time when its files are byte-compiled.
	sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.txt
	$(RUN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.txt
	@# uv knows none of pip's settings: where it reaches no index, pip does the same.
	$(RUN)/uv pip install --quiet --python $(RUN)/python --require-hashes --compile-bytecode -r requirements.lock \
	  || env -u PYTHONDONTWRITEBYTECODE $(RUN)/pip install --quiet --require-hashes -r requirements.lock
	$(RUN)/uv pip install --quiet --python $(RUN)/python --no-deps --no-build-isolation -e .
	touch $@

demo: $(READY)
	@# A demonstration grades anew; a real run goes on where it stopped. It holds no strangers' code, so it need not refuse.
	rm -rf build/sample_class build/demo
	$(RUN)/python -m tests.support.sample_class build/sample_class
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
	$(RUN)/lint-imports --no-logo
	$(RUN)/mypy

bench: $(READY)
	$(RUN)/python -m tests.bench

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict

lock: $(READY)
	$(RUN)/uv pip compile pyproject.toml --extra instructor --extra cluster --extra docs --extra dev --universal --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --output-file requirements.lock

clean:
	rm -rf build dist $(VENV)
