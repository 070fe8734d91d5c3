#!/usr/bin/env bash
# All five outside judges on one book, whoever made it: scripts/judge.sh BOOK.epub
# Prints each verdict; pictures of the book's pages are left in target/judges-out. Exit code 1 when a judge objects.
set -euo pipefail
[[ $# == 1 && -f $1 ]] || { echo 'usage: scripts/judge.sh BOOK.epub' >&2; exit 2; }
book=$(realpath "$1")
cd "$(dirname "$0")/.."
scripts/install-judges.sh

approved=true
for judge in epubcheck ace foliate epubjs mutool; do
    verdict=$(tests/judges/run "$judge" "$book")
    problems=$(node -p 'JSON.parse(process.argv[1]).problems.map(problem => "\n    " + problem).join("")' "$verdict")
    if [[ -z $problems ]]; then
        echo "$judge: good"
    else
        echo "$judge:$problems"
        approved=false
    fi
done
echo "pictures: target/judges-out/*-$(basename "$book" .epub)*.png"
$approved
