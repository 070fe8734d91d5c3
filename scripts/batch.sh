#!/usr/bin/env bash
# One book per article in bulk: makes 1,000 and 20,000 articles of JSON Lines, the same each time, runs `warraq batch` over them,
# kills it at half and goes on, and prints CPU per book and peak memory as a Markdown table. Exit code 1 when a target is missed:
# memory at most 1.2 times from 1,000 to 20,000, and the same bytes after an interruption.
#
#     scripts/batch.sh               1,000 and 20,000 articles: needs some 4 GB in target/batch
#     scripts/batch.sh 100 2000      other numbers
set -euo pipefail
cd "$(dirname "$0")/.."
few=${1:-1000} many=${2:-20000}
cargo build --release --locked >&2
exec python3 scripts/batch.py "$few" "$many"
