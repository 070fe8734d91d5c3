"""Measures what scripts/batch.sh promises; that script builds what is measured.

CPU time is user and system time as the kernel counts them for a process (wait4); memory is its largest resident set.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time

WARRAQ = "target/release/warraq"
WORK = "target/batch"
ARTICLE = "content/aleppo-truce.txt"
WORDS = {
    "fa": "کتاب‌ها را در کتابخانه می‌خوانند و پس از آن به دوستان خود می‌دهند تا آنان نیز بخوانند و بنویسند گفت‌وگو شهر خیابان باران",
    "he": "הספרים החדשים הגיעו אל הספרייה בשבוע שעבר והקוראים שמחים מאוד לקרוא אותם בגן ליד הבית הישן של המשפחה",
    "ur": "یہ کتابیں کتب خانے میں پڑھی جاتی ہیں اور پھر دوستوں کو دی جاتی ہیں تاکہ وہ بھی انہیں پڑھیں اور شہر کی باتیں سنیں",
}


def articles(count, path):
    """Articles of some 300 words each in four languages; the same each time."""
    chance = random.Random(5)
    with open(ARTICLE, encoding="utf-8") as article:
        words = {"ar": article.read().split(), **{language: text.split() for language, text in WORDS.items()}}
    languages = list(words)
    with open(path, "w", encoding="utf-8") as out:
        for at in range(count):
            language = languages[at % len(languages)]
            paragraphs = [" ".join(chance.choices(words[language], k=60)) + "." for _ in range(5)]
            title = " ".join(chance.choices(words[language], k=4))
            record = {"title": title, "body": "\n\n".join(paragraphs), "language": language, "id": at,
                      "date": f"20{at % 20:02}-{at % 12 + 1:02}-{at % 28 + 1:02}", "author": words[language][at % 7]}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def start(source, folder, *options):
    command = [WARRAQ, "batch", source, "--output", folder, "--quiet", *options]
    return os.posix_spawn(command[0], command, {**os.environ, "SOURCE_DATE_EPOCH": "1795392000"})


def run(source, folder, *options):
    """Runs a batch to its end: CPU seconds, wall seconds, bytes of memory."""
    begun = time.monotonic()
    _, status, usage = os.wait4(start(source, folder, *options), 0)
    if status != 0:
        sys.exit(f"batch: the run into {folder} ended with {status}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss * 1024


def digest(folder):
    """One hash over the names and bytes of all files."""
    whole = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        with open(f"{folder}/{name}", "rb") as file:
            whole.update(name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return whole.hexdigest()


def lines(path):
    try:
        with open(path, "rb") as manifest:
            return sum(1 for _ in manifest)
    except FileNotFoundError:
        return 0


def main():
    few, many = int(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    missed = []
    print("| articles | CPU | per book | wall | memory |")
    print("|---|---|---|---|---|")
    peaks = {}
    for count in (few, many):
        articles(count, f"{WORK}/{count}.jsonl")
        cpu, wall, peaks[count] = run(f"{WORK}/{count}.jsonl", f"{WORK}/{count}")
        print(f"| {count:,} | {cpu:.1f} s | {cpu / count * 1000:.1f} ms | {wall:.1f} s | {peaks[count] / (1 << 20):.1f} MiB |")
    growth = peaks[many] / peaks[few]
    print(f"\nMemory from {few:,} to {many:,}: {growth:.2f} times (target 1.2)")
    if growth > 1.2:
        missed.append("memory")

    killed = start(f"{WORK}/{many}.jsonl", f"{WORK}/killed")
    while lines(f"{WORK}/killed/manifest.jsonl") < many // 2:
        time.sleep(0.2)
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    there = lines(f"{WORK}/killed/manifest.jsonl")
    cpu, wall, _ = run(f"{WORK}/{many}.jsonl", f"{WORK}/killed", "--resume")
    same = digest(f"{WORK}/killed") == digest(f"{WORK}/{many}")
    print(f"Killed at {there:,} of {many:,}, gone on in {wall:.1f} s ({cpu:.1f} s of CPU time): "
          f"{'the same bytes' if same else '**other bytes**'}")
    if not same:
        missed.append("the same bytes")
    cpu, wall, _ = run(f"{WORK}/{many}.jsonl", f"{WORK}/killed", "--resume")
    print(f"Gone on with nothing to do: {wall:.1f} s, {cpu / many * 1000:.2f} ms of CPU time per book")
    if missed:
        sys.exit(f"\nbatch: missed: {', '.join(missed)}")


main()
