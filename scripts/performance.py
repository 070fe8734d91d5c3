"""Measures what scripts/performance.sh promises; that script builds what is measured.

CPU time is user and system time as the kernel counts them for a process and its children (wait4), in a median of
several runs. Runs of two programs alternate, so that a busy machine troubles both. Memory is the largest resident set.
"""

import glob
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ARTICLE = "content/aleppo-truce.txt"
WARRAQ = "target/release/warraq"
PACK_TIMES = 5
ARTICLES = 200
# pandoc's books have neither cover nor fonts: only without them is like compared with like.
BARE = ["--no-cover", "--no-colophon", "--font", "none"]
MIB = 1 << 20


@dataclass
class Measured:
    """The runs of one command."""

    cpu: list[float]
    wall: list[float]
    memory: list[int]

    @property
    def median(self):
        return statistics.median(self.cpu)

    @property
    def peak(self):
        return statistics.median(self.memory)


def run(command, **environment):
    """Runs a command once: CPU seconds, wall seconds, bytes of memory."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        process = os.posix_spawnp(command[0], command, {**os.environ, **environment}, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        if status != 0:
            output.seek(0)
            sys.exit(f"performance: {' '.join(command[:4])} … failed:\n{output.read().decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss * 1024


def measure(runs, commands):
    """Runs each command once to warm up, then all of them in turn; `runs` says how often for each."""
    environment = {"SOURCE_DATE_EPOCH": "1795392000", "LANG": "C.UTF-8"}
    for name, count in runs.items():
        if count > 3:
            run(commands[name], **environment)
    measured = {name: Measured([], [], []) for name in commands}
    for turn in range(max(runs.values())):
        for name, command in commands.items():
            # A program with fewer runs has them spread over the whole time.
            if turn * runs[name] // max(runs.values()) != (turn - 1) * runs[name] // max(runs.values()):
                cpu, wall, memory = run(command, **environment)
                measured[name].cpu.append(cpu)
                measured[name].wall.append(wall)
                measured[name].memory.append(memory)
    return measured


def floor_of_memory():
    """A child's largest resident set begins with that of the process that starts it: nothing smaller can be seen."""
    return run(["true"])[2]


def bench(name):
    """The newest executable of a benchmark."""
    found = [path for path in glob.glob(f"target/release/deps/{name}-*") if os.access(path, os.X_OK)]
    return max(found, key=os.path.getmtime)


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"


def spread(measured):
    cpu = measured.cpu
    return f"{seconds(min(cpu))} to {seconds(max(cpu))}, n = {len(cpu)}"


class Table:
    """Collects the rows; knows whether a target was missed."""

    def __init__(self):
        self.rows = []
        self.missed = []

    def add(self, what, value, against, ratio, target, met):
        if not met:
            self.missed.append(what)
        self.rows.append((what, value, against, ratio, target, "yes" if met else "**no**"))

    def note(self, what, value, against=""):
        self.rows.append((what, value, against, "", "", ""))

    def print(self):
        print("| what | Warraq | measured against | ratio | target | met |")
        print("|---|---|---|---|---|---|")
        for row in self.rows:
            print(f"| {' | '.join(row)} |")


def share(table, what, mine, other, name, denominator, limit=None, unit=seconds):
    """A row whose target is a share of another program's figure; `limit` is that share on the reference machine."""
    ratio = other / mine
    target = f"1/{denominator}" + (f" ({limit})" if limit else "")
    met = mine * denominator <= other
    table.add(what, unit(mine), f"{name} {unit(other)}", f"1/{ratio:.1f}", target, met)


def mib(value):
    return f"{value / MIB:.1f} MiB"


def cold_build(table):
    """Builds everything from nothing, in a folder of its own; the sources are fetched before."""
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], check=True)
    folder = tempfile.mkdtemp(prefix="warraq-cold-build-")
    try:
        cpu, wall, _ = run(["cargo", "build", "--release", "--locked", "--timings"], CARGO_TARGET_DIR=folder)
        with open(f"{folder}/cargo-timings/cargo-timing.html", encoding="utf-8") as page:
            found = re.search(r"const UNIT_DATA = (\[.*?\]);\n", page.read(), re.DOTALL)
        units = json.loads(found.group(1)) if found else []
    finally:
        shutil.rmtree(folder)
    table.add("cold `cargo build --release`", f"{wall:.0f} s", f"{cpu:.0f} s of CPU time", "", "300 s", wall <= 300)
    by_crate = {}
    for unit in units:
        by_crate[unit["name"]] = by_crate.get(unit["name"], 0) + unit["duration"]
    return sorted(by_crate.items(), key=lambda crate: -crate[1])


def main():
    pandoc = glob.glob("target/judges/venv/lib/python3*/site-packages/pypandoc/files/pandoc")[0]
    material = bench("material")
    work = "target/performance"
    os.makedirs(work, exist_ok=True)
    for count in (1000, 10000):
        subprocess.run([material, "chapters", str(count), f"{work}/{count}"], check=True)
    with open(ARTICLE, encoding="utf-8") as article:
        title = article.readline().strip()
    about = ["--metadata", f"title={title}", "--metadata", "lang=ar", "--metadata", "dir=rtl"]

    def mine(source, book, *options):
        return [WARRAQ, "build", source, "--output", f"{work}/{book}.epub", "--quiet", *options]

    def pandocs(reader, sources, book):
        return [pandoc, "--from", reader, *sources, *about, "--output", f"{work}/pandoc-{book}.epub"]

    chapters = sorted(glob.glob(f"{work}/1000/*.md"))
    table = Table()
    floor = floor_of_memory()

    one = measure(
        {"warraq": 31, "whole": 31, "kept": 31, "pandoc": 31},
        {
            "warraq": mine(ARTICLE, "article", *BARE),
            "whole": mine(ARTICLE, "article-whole", "--no-cache"),
            "kept": mine(ARTICLE, "article-kept"),
            "pandoc": pandocs("markdown", [ARTICLE], "article"),
        },
    )
    rival = one["pandoc"].median
    share(table, "one article, bare, CPU", one["warraq"].median, rival, "pandoc", 8, "5 ms")
    share(table, "one article with cover, fonts and proof, CPU", one["whole"].median, rival, "pandoc", 1, "40 ms")
    share(table, "the same with fonts from the cache, CPU", one["kept"].median, rival, "pandoc", 1, "40 ms")
    sizes = os.path.getsize(f"{work}/article-whole.epub")
    table.add("one article with cover and fonts, size", f"{sizes / 1024:.0f} KiB", "", "", "350 KB", sizes <= 350_000)

    batch = measure({"batch": 5}, {"batch": [material, "articles", str(ARTICLES), ARTICLE, f"{work}/articles"]})["batch"]
    ratio = batch.median / (ARTICLES * rival)
    table.add(
        f"{ARTICLES} articles with cover and fonts in one process, CPU",
        seconds(batch.median),
        f"{ARTICLES} times pandoc {seconds(ARTICLES * rival)}",
        f"{ratio:.2f}",
        "2/3",
        ratio <= 2 / 3,
    )

    many = measure(
        {"warraq": 15, "whole": 5, "pandoc": 3, "gfm": 3},
        {
            "warraq": mine(f"{work}/1000", "1000", *BARE),
            "whole": mine(f"{work}/1000", "1000-whole"),
            "pandoc": pandocs("markdown", chapters, "1000"),
            "gfm": pandocs("gfm", chapters, "1000-gfm"),
        },
    )
    # pandoc has two readers for such Markdown: the quicker one is the rival.
    reader = min(["pandoc", "gfm"], key=lambda name: many[name].median)
    rival = many[reader]
    name = "pandoc" if reader == "pandoc" else "pandoc -f gfm"
    share(table, "1,000 chapters, bare, CPU", many["warraq"].median, rival.median, name, 25, "0.50 s")
    whole = many["whole"].median
    table.note("1,000 chapters with cover and fonts, CPU", seconds(whole), f"{name} {seconds(rival.median)}: 1/{rival.median / whole:.1f}")
    share(table, "1,000 chapters, memory", many["warraq"].peak, rival.peak, name, 8, "64 MiB", mib)

    book = f"{work}/1000.epub"
    packing = measure(
        {"none": 9, "deflate": 9},
        {"none": [material, "deflate", book, "0"], "deflate": [material, "deflate", book, str(PACK_TIMES)]},
    )
    packed = (packing["deflate"].median - packing["none"].median) / PACK_TIMES
    times = many["warraq"].median / packed
    table.add(
        "1,000 chapters, CPU", seconds(many["warraq"].median), f"packing alone {seconds(packed)}", f"{times:.1f}", "5", times <= 5
    )

    # The same hour's 1,000 chapters, not those from between pandoc's runs.
    growth = measure({"1000": 15, "10000": 5}, {"1000": mine(f"{work}/1000", "1000", *BARE), "10000": mine(f"{work}/10000", "10000", *BARE)})
    ratio = growth["10000"].median / growth["1000"].median
    table.add(
        "10,000 chapters, CPU",
        seconds(growth["10000"].median),
        f"1,000 chapters {seconds(growth['1000'].median)}",
        f"{ratio:.1f}",
        "11",
        ratio <= 11,
    )
    table.note("10,000 chapters, memory", mib(growth["10000"].peak))

    crates = [] if "--skip-cold-build" in sys.argv else cold_build(table)

    input_bytes = sum(os.path.getsize(path) for path in chapters)
    version = subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load average {load} at the end; {version}")
    print(f"1,000 chapters: {input_bytes:,} bytes of Markdown\n")
    table.print()
    print("\nSpread of the CPU times (smallest to largest, runs):\n")
    print(f"- one article: Warraq bare {spread(one['warraq'])}; with cover and fonts {spread(one['whole'])}; with fonts from the "
          f"cache {spread(one['kept'])}; pandoc {spread(one['pandoc'])}")
    print(f"- {ARTICLES} articles: {spread(batch)}")
    print(f"- 1,000 chapters: Warraq {spread(many['warraq'])}; pandoc {spread(many['pandoc'])}; "
          f"pandoc -f gfm {spread(many['gfm'])}")
    print(f"- packing {PACK_TIMES} times and reading: {spread(packing['deflate'])}; reading: {spread(packing['none'])}")
    print(f"- 10,000 chapters: {spread(growth['10000'])}")
    print(f"\nMemory of the article: Warraq at most {mib(one['warraq'].peak)} (less than {mib(floor)} cannot be told), "
          f"pandoc {mib(one['pandoc'].peak)}; of 1,000 chapters: pandoc {mib(many['pandoc'].peak)}, "
          f"pandoc -f gfm {mib(many['gfm'].peak)}")
    if crates:
        dearest = ", ".join(f"{crate} {duration:.1f} s" for crate, duration in crates[:12])
        print(f"\nDearest crates of the cold build: {dearest}; {len(crates)} crates in all")
    if table.missed:
        sys.exit(f"\nperformance: missed: {', '.join(table.missed)}")


main()
