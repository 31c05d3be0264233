#!/usr/bin/python3
"""Looks for inputs that break a parser: every fuzz target under libFuzzer, with
address and undefined-behaviour sanitizers. `./dev fuzz` calls it.

usage: search.py [--build DIR] [--seconds N] [--jobs N] [TARGET...]

What a target learns stays in BUILD/found/TARGET, so that a next run goes on
there. Exit status: 0 nothing was found, 1 something was; the input that does it
lies beside.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# Of whatever an input of 4 KiB makes a parser do.
LIMITS = ["-max_len=4096", "-timeout=10", "-rss_limit_mb=1024"]


def seeds_of(target):
    """The corpus that CMakeLists.txt plays in ctest, too."""
    text = (HERE / "CMakeLists.txt").read_text(encoding="utf-8")
    found = re.search(rf"soundcheck_fuzz_target\({target} CORPUS (\S+)", text)
    return [HERE / found[1]] if found else []


def search(build, target, seconds):
    """(whether nothing was found, a line that tells)"""
    folder = build / "found" / target
    (folder / "inputs").mkdir(parents=True, exist_ok=True)
    log = folder / "log"
    with open(log, "wb") as out:
        done = subprocess.run(
            [build / "bin" / target, f"-max_total_time={seconds}", *LIMITS,
             f"-artifact_prefix={folder}/", "-print_final_stats=1",
             folder / "inputs", *seeds_of(target)],
            stdout=out, stderr=out, check=False)
    text = log.read_text(encoding="utf-8", errors="replace")
    tried = re.search(r"number_of_executed_units: (\d+)", text)
    reached = re.findall(r"cov: (\d+)", text)
    line = (f"{target:<28}{int(tried[1]) if tried else 0:>12} inputs"
            f"{reached[-1] if reached else '?':>8} edges")
    if done.returncode == 0:
        return True, line
    return False, f"{line}   FOUND something: {log}"


def targets(build):
    return sorted(file.name for file in (build / "bin").glob("fuzz_*"))


def main():
    parser = argparse.ArgumentParser(prog="./dev fuzz")
    parser.add_argument("--build", type=pathlib.Path,
                        default=pathlib.Path("build/fuzz"),
                        help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=600,
                        help="for each target (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(),
                        help="targets at a time (default: one a processor)")
    parser.add_argument("names", nargs="*", metavar="TARGET",
                        help="default: all of them")
    options = parser.parse_args()
    build = options.build.resolve()
    known = targets(build)
    for name in options.names:
        if name not in known:
            parser.error(f"unknown target {name}; known: {', '.join(known)}")
    names = options.names or known
    print(f"{len(names)} targets, {options.seconds} s each", flush=True)
    well = True
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for good, line in pool.map(
                lambda name: search(build, name, options.seconds), names):
            print(line, flush=True)
            well &= good
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
