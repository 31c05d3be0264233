"""Makes the disk with which one board leaves its factory: configuration,
identity, keys."""

import pathlib
import shutil
import subprocess
import tempfile

DEVICE = "board-1"
TENANT = "demo"
TEXTS = pathlib.Path(__file__).resolve().parent / "factory"


def make(cloud, disk):
    """`cloud` enrols the device; `disk` is the image to write."""
    with tempfile.TemporaryDirectory(prefix="soundcheck-factory-") as name:
        folder = pathlib.Path(name)
        for text in TEXTS.glob("*.toml"):
            shutil.copy(text, folder)
        cloud.enrol(DEVICE, folder / "keys")
        disk.unlink(missing_ok=True)
        subprocess.run(
            ["mksquashfs", folder, disk, "-quiet", "-no-progress",
             "-all-root", "-noappend"], check=True, capture_output=True)
