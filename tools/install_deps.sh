#!/usr/bin/env bash
# Installs what one kind of work needs and the machine lacks: the Debian packages of
# tools/deps/KIND.apt, and the Python wheels of tools/deps/KIND.requirements, pinned by hash, into
# .deps/. Takes a moment if everything is there. Either file may be missing.
#
# Usage: install_deps.sh KIND FOLDER_OF_WHEELS     (build python, test python-test, lint python-lint)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kind=$1
wheels=${2:-}

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi; }

# Mirrors fail now and then: three tries.
update_package_lists() {
  for wait_s in 5 15 0; do
    as_root apt-get -qq update && return
    sleep "$wait_s"
  done
  return 1
}

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

install_packages() {
  local missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if [[ ${#missing[@]} == 0 ]]; then return; fi
  echo "installing ${missing[*]}"
  update_package_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "${missing[@]}" >/dev/null
}

# Whether every "name==version" of the requirements lies in .deps/$wheels.
has_wheels() {
  local requirement rest
  while read -r requirement rest; do
    [[ -d .deps/$wheels/${requirement/==/-}.dist-info ]] || return 1
  done <"tools/deps/$kind.requirements"
}

# Wheels of one Python version whatever runs here, since libraries in C++ are taken out of them.
# Beside and renamed: an installation that was interrupted is never taken for a whole one.
install_wheels() {
  has_wheels && return
  python3 -m pip --version >/dev/null 2>&1 || install_packages python3-pip
  echo "installing wheels of tools/deps/$kind.requirements"
  rm -rf ".deps/$wheels.partial"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --require-hashes \
    --only-binary=:all: --implementation cp --python-version 3.11 \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 \
    --platform manylinux2014_x86_64 \
    --target ".deps/$wheels.partial" -r "tools/deps/$kind.requirements"
  rm -rf ".deps/${wheels:?}"
  mv ".deps/$wheels.partial" ".deps/$wheels"
}

if [[ -f tools/deps/$kind.apt ]]; then
  mapfile -t packages <"tools/deps/$kind.apt"
  install_packages "${packages[@]}"
fi
if [[ -n $wheels ]]; then install_wheels; fi
