#!/usr/bin/env bash
# Makes word lists for the test `shaping over word lists` into target/words: one file per language, one word a line.
#
#   scripts/word-lists.sh [WORDS] && WARRAQ_WORDS=$PWD/target/words \
#       cargo test --release --lib -- --ignored --nocapture shaping_over_word_lists
#
# With a number, each list is cut to so many words, taken evenly from all of it. Fewer than 50,000 of Arabic or Persian
# are a failure, and so is a registry out of reach. What is there already, made by this very script, is kept.
#
# Nothing of this is committed or passed on; the words are only shaped. Where they come from:
#
#   all languages  ../shared/corpus, where there is one
#   ar  Debian's hunspell-ar 3.2 (GPL-2, LGPL-2.1 or MPL-1.1)
#   fa  npm's dictionary-fa 2.0.0, the dictionary Lilak (Apache-2.0)
#   ar fa ur he  PyPI's wordfreq 3.1.1 (code Apache-2.0, data CC BY-SA 4.0)
set -Eeuo pipefail
cd "$(dirname "$0")/.."

words=$PWD/target/words
limit=${1:-0}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'echo "word-lists: FAILED in line $LINENO (are npm, PyPI and Debian within reach?)" >&2' ERR
wanted="$(sha256sum < scripts/word-lists.sh) $limit"
if [[ $(cat "$words/stamp" 2> /dev/null) == "$wanted" ]]; then
    wc -l "$words"/*.txt
    exit
fi
rm -rf "$words"
mkdir -p "$words"

(cd "$work" && npm pack --silent dictionary-fa@2.0.0 > /dev/null && tar xzf dictionary-fa-2.0.0.tgz)
pip download --quiet --no-deps --dest "$work" wordfreq==3.1.1
pip install --quiet --target "$work/python" msgpack
if (cd "$work" && apt-get download -qq hunspell-ar 2> /dev/null); then
    dpkg-deb -x "$work"/hunspell-ar_*.deb "$work/hunspell-ar"
else
    echo "hunspell-ar cannot be had here: the list of Arabic does without it" >&2
fi

PYTHONPATH=$work/python python3 - "$work" "$words" ../shared/corpus "$limit" << 'END'
import gzip, pathlib, re, sys, zipfile
import msgpack

work, words, corpus = map(pathlib.Path, sys.argv[1:4])
limit = int(sys.argv[4])
least = {"ar": 50_000, "fa": 50_000}
letters = {
    "ar": r"[\u0600-\u06ff\u200c\u200d]+",
    "fa": r"[\u0600-\u06ff\u200c\u200d]+",
    "ur": r"[\u0600-\u06ff\u200c\u200d]+",
    "he": r"[\u0590-\u05ff\u200c\u200d]+(?:[\"'][\u0590-\u05ff]+)?",
}
lists = {language: set() for language in letters}


def add(language, text):
    lists[language].update(re.findall(letters[language], text))


for path in sorted(corpus.glob("*/*")) if corpus.is_dir() else []:
    if path.parent.name in lists:
        add(path.parent.name, path.read_text(encoding="utf-8", errors="replace"))
for path in work.glob("hunspell-ar/**/*.dic"):
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        add("ar", line.split("/")[0])
for line in (work / "package/index.dic").read_text(encoding="utf-8").splitlines():
    add("fa", line.split("/")[0])
with zipfile.ZipFile(next(work.glob("wordfreq-*.whl"))) as wheel:
    for language, size in [("ar", "large"), ("fa", "small"), ("ur", "small"), ("he", "large")]:
        data = gzip.decompress(wheel.read(f"wordfreq/data/{size}_{language}.msgpack.gz"))
        # A head, then lists of words by falling frequency.
        for some in msgpack.unpackb(data, raw=False)[1:]:
            for word in some:
                add(language, word)
for language, found in lists.items():
    some = sorted(found)
    if 0 < limit < len(some):
        some = [some[at * len(some) // limit] for at in range(limit)]
    (words / f"{language}.txt").write_text("\n".join(some) + "\n", encoding="utf-8")
    print(f"{language}: {len(some)} words of {len(found)}")
    if len(some) < least.get(language, 1):
        sys.exit(f"word-lists: {len(some)} words of {language} are too few")
END
printf '%s\n' "$wanted" > "$words/stamp"
