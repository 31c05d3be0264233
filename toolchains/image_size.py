"""Says what the programs of an image weigh and which libraries they need.

Fails if the daemon, with every library that firmware would not carry without
it, is heavier than the bar.

usage: image_size.py IMAGE SYSROOT
"""

import pathlib
import re
import subprocess
import sys

BAR = 2_500_000
DAEMON = "usr/sbin/soundcheckd"
# libc in its parts, OpenSSL, SQLite, ALSA, curl.
CARRIED = re.compile(
    r"(libc|libm|libdl|libpthread|librt|libresolv|ld-linux.*"
    r"|libssl|libcrypto|libsqlite3|libasound|libcurl)\.so\.\d+")


def is_program(file):
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"


def needed(file):
    dynamic = subprocess.run(
        ["readelf", "--wide", "--dynamic", str(file)],
        capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)


def find(library, roots):
    for root in roots:
        for folder in ("usr/lib", "lib"):
            for place in (root / folder, *(root / folder).glob("*-linux-*")):
                if (place / library).is_file():
                    return place / library
    raise SystemExit(f"image_size: {library} is nowhere in "
                     + " or ".join(map(str, roots)))


def brought(program, roots):
    """{library: size} of what the program needs and nobody else carries."""
    found, todo = {}, needed(program)
    while todo:
        library = todo.pop()
        if library in found or CARRIED.fullmatch(library):
            continue
        file = find(library, roots)
        found[library] = file.stat().st_size
        todo += needed(file)
    return found


def main():
    image, sysroot = map(pathlib.Path, sys.argv[1:])
    for file in sorted(filter(is_program, image.rglob("*"))):
        print(f"{file.stat().st_size:>9,} {file.relative_to(image)}: "
              + " ".join(needed(file)))
    daemon = image / DAEMON
    parts = {"soundcheckd": daemon.stat().st_size,
             **brought(daemon, (image, sysroot))}
    total = sum(parts.values())
    print(f"{total:>9,} of at most {BAR:,} bytes: "
          + " + ".join(f"{name} {size:,}" for name, size in parts.items()))
    return 0 if total <= BAR else "image_size: the daemon is too heavy"


if __name__ == "__main__":
    sys.exit(main())
