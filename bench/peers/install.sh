#!/usr/bin/env bash
# Installs the peers of the benchmarks, pinned by hash, into .deps/peers: about 7 GB, since PyPI's
# only PyTorch for x86-64 is linked with CUDA and does not start without its libraries. Takes a
# moment if everything is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
requirements=bench/peers/requirements.txt
if cmp -s "$requirements" .deps/peers/requirements.txt; then exit; fi
echo "installing wheels of $requirements"
# Beside and renamed: an installation that was interrupted is never taken for a whole one.
rm -rf .deps/peers.partial
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps \
  --require-hashes --only-binary=:all: --target .deps/peers.partial -r "$requirements"
cp "$requirements" .deps/peers.partial/
rm -rf .deps/peers
mv .deps/peers.partial .deps/peers
