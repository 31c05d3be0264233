"""Runs clang-tidy over every compiled source, two at a time.

A file whose text, headers and settings have not changed since it was last
found clean is skipped; the memory lies in BUILD/tidy.

usage: tidy.py BUILD_DIR
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def our_sources(build):
    """(source, object) of each compilation of a file of ours, once a file."""
    commands = json.loads((build / "compile_commands.json").read_text())
    seen = {}
    for entry in commands:
        source = pathlib.Path(entry["file"])
        if build in source.parents or ROOT not in source.parents:
            continue
        if source.name in ("test_main.cpp", "boost_asio.cpp"):
            continue  # nothing but a library's own code
        words = shlex.split(entry["command"])
        seen.setdefault(source, words[words.index("-o") + 1])
    return sorted(seen.items())


def headers_by_object(build):
    """What ninja remembers of the compiler's dependency output."""
    text = subprocess.run(
        ["ninja", "-C", str(build), "-t", "deps"],
        capture_output=True, text=True, check=True).stdout
    deps, current = {}, None
    for line in text.splitlines():
        if line and not line.startswith(" "):
            current = deps.setdefault(line.split(":")[0], [])
        elif line.strip() and current is not None:
            current.append((build / line.strip()).resolve())
    return deps


def fingerprint(source, headers):
    digest = hashlib.sha256()
    for folder in source.parents:
        settings = folder / ".clang-tidy"
        if settings.exists():
            digest.update(settings.read_bytes())
    for file in sorted({source, *headers}):
        if ROOT in file.parents and file.exists():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def check(source, build):
    return subprocess.run(
        ["clang-tidy", "--quiet", "-p", str(build),
         "--extra-arg=-Wno-unknown-warning-option",
         # Clang blames us for what OpenSSL's macros expand to; GCC checks this.
         "--extra-arg=-Wno-cast-qual", str(source)],
        capture_output=True, text=True, check=False)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    memory = build / "tidy"
    memory.mkdir(exist_ok=True)
    deps = headers_by_object(build)
    jobs = {}
    for source, output in our_sources(build):
        mark = memory / fingerprint(source, deps.get(output, []))
        if not mark.exists():
            jobs[source] = mark
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {pool.submit(check, source, build): source for source in jobs}
        for n, run in enumerate(concurrent.futures.as_completed(runs), 1):
            source, result = runs[run], run.result()
            name = source.relative_to(ROOT)
            print(f"[{n}/{len(jobs)}] {name}", flush=True)
            if result.returncode == 0:
                jobs[source].touch()
            else:
                failed += 1
                print(result.stdout)
    print(f"clang-tidy: {len(jobs)} files looked at, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
