#!/usr/bin/env bash
# Compares Warraq with pandoc on the same input in the same run, and with packing alone, and prints the figures of
# docs/performance.md as a Markdown table beside their targets. Exit code 1 when a target is missed.
#
#     scripts/performance.sh                      everything, with a cold build: some five minutes
#     scripts/performance.sh --skip-cold-build    without it: some three minutes
#
# The first run also installs pandoc and builds what it measures with: some five minutes more.
set -euo pipefail
cd "$(dirname "$0")/.."

for argument in "$@"; do
    [[ $argument == --skip-cold-build ]] || { echo "usage: scripts/performance.sh [--skip-cold-build]" >&2; exit 2; }
done

{
    scripts/install-judges.sh
    cargo build --release --locked
    cargo bench --locked --no-run --bench material
} >&2

exec python3 scripts/performance.py "$@"
