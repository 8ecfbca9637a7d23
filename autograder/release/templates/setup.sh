#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. Choose its base image of Ubuntu 24.04.
set -euo pipefail
cd /autograder/source
apt-get update
apt-get install --yes --no-install-recommends python3 python3-venv
python3 -m venv .venv
.venv/bin/pip install --quiet --require-hashes --requirement requirements.lock
.venv/bin/pip install --quiet --no-deps ./*.whl
