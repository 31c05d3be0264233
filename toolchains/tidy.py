"""Runs clang-tidy over every compiled source, on all processors.

A file whose text, headers and settings have not changed since it was last
found clean is skipped; the memory lies in BUILD/tidy.

Most of the time goes into the headers of libraries, so files that are compiled
alike are first looked at together, as one text that includes them all. Only
where that has findings, or does not compile because two files use one name for
different things, each is looked at by itself.

usage: tidy.py BUILD_DIR [FOLDER...]

FOLDER: of the sources to look at, right below the root; all without.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GROUP = 8
OWN_NAME = re.compile(
    r"^(?:(?:struct|class|enum class|enum) (\w+)|using (\w+) ="
    r"|(?!namespace|using)[\w:][^\n()=;#]*?[ &*](\w+)(?=\(|\[| =|;|\{))",
    re.MULTILINE)


def our_sources(build):
    """{source: how it is compiled}, once a file."""
    commands = json.loads((build / "compile_commands.json").read_text())
    seen = {}
    for entry in commands:
        source = pathlib.Path(entry["file"])
        if build in source.parents or ROOT not in source.parents:
            continue
        if source.name in ("test_main.cpp", "boost_asio.cpp"):
            continue  # nothing but a library's own code
        words = shlex.split(entry["command"])
        at = words.index("-o")
        seen.setdefault(source, {"object": words[at + 1],
                                 "flags": tuple(words[:at])})
    return dict(sorted(seen.items()))


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


def top(source):
    """The folder right below the root; it may have settings of its own."""
    return ROOT / source.relative_to(ROOT).parts[0]


def own_names(source):
    """What the file calls things that are its own, as far as a look at the
    beginnings of its lines tells."""
    return {name for found in OWN_NAME.findall(source.read_text())
            for name in found if name}


def together(jobs, sources):
    """The sources in groups of those that are compiled and judged alike and use
    no name for two things."""
    groups = []
    for source in jobs:
        kind, names = (sources[source]["flags"], top(source)), own_names(source)
        fitting = (group for group in groups
                   if group["kind"] == kind and not group["names"] & names
                   and len(group["sources"]) < GROUP)
        group = next(fitting, None)
        if group is None:
            group = {"kind": kind, "names": set(), "sources": []}
            groups.append(group)
        group["sources"].append(source)
        group["names"] |= names
    return [group["sources"] for group in groups]


def folder_like(source, memory):
    """A folder in which clang-tidy finds the source's own settings."""
    folder = memory / top(source).name
    folder.mkdir(exist_ok=True)
    if (top(source) / ".clang-tidy").exists():
        shutil.copy(top(source) / ".clang-tidy", folder)
    return folder


def write_groups(groups, sources, memory):
    """A text for each group that includes it, and how to compile them."""
    commands, texts = [], []
    for n, group in enumerate(groups):
        text = folder_like(group[0], memory) / f"together-{n}.cpp"
        text.write_text("".join(f'#include "{file}"\n' for file in group))
        words = [*sources[group[0]]["flags"], "-c", str(text)]
        commands.append({"directory": str(memory.parent), "file": str(text),
                         "command": shlex.join(words)})
        texts.append(text)
    (memory / "compile_commands.json").write_text(json.dumps(commands))
    return texts


def clang_tidy(database, source, *more):
    return subprocess.run(
        ["clang-tidy", "--quiet", "-p", str(database),
         "--extra-arg=-Wno-unknown-warning-option",
         # Clang blames us for what OpenSSL's macros expand to; GCC checks this.
         "--extra-arg=-Wno-cast-qual", *more, str(source)],
        capture_output=True, text=True, check=False)


def check(group, text, build):
    """[(source, its findings or None)]"""
    if len(group) > 1:
        result = clang_tidy(build / "tidy", text,
                            "--checks=-bugprone-suspicious-include",
                            "--extra-arg=-Wno-shadow")
        if result.returncode == 0:
            return [(source, None) for source in group]
    results = [(source, clang_tidy(build, source)) for source in group]
    return [(source, result.stdout if result.returncode else None)
            for source, result in results]


def look(jobs, sources, build):
    """How many files have findings."""
    failed = done = 0
    groups = together(jobs, sources)
    texts = write_groups(groups, sources, build / "tidy")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(check, *job, build) for job in zip(groups, texts)]
        for run in concurrent.futures.as_completed(runs):
            for source, findings in run.result():
                done += 1
                print(f"[{done}/{len(jobs)}] {source.relative_to(ROOT)}",
                      flush=True)
                if findings is None:
                    jobs[source].touch()
                else:
                    failed += 1
                    print(findings)
    return failed


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    memory = build / "tidy"
    memory.mkdir(exist_ok=True)
    deps = headers_by_object(build)
    folders = sys.argv[2:]
    sources = {source: compiled
               for source, compiled in our_sources(build).items()
               if not folders or top(source).name in folders}
    jobs = {}
    for source, compiled in sources.items():
        mark = memory / fingerprint(source, deps.get(compiled["object"], []))
        if not mark.exists():
            jobs[source] = mark
    failed = look(jobs, sources, build)
    print(f"clang-tidy: {len(jobs)} files looked at, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
