"""Makes the disk with which one board leaves its factory: configuration,
identity, keys, and what was released, signed."""

import pathlib
import shutil
import subprocess
import tempfile

from . import release

DEVICE = "board-1"
TENANT = "demo"
TEXTS = pathlib.Path(__file__).resolve().parent / "factory"


def make(cloud, tools, images, disk):
    """`cloud` enrols the device, `tools` has our programs, `images` what the
    slots hold; `disk` is the image to write."""
    with tempfile.TemporaryDirectory(prefix="soundcheck-factory-") as name:
        folder = pathlib.Path(name)
        for text in TEXTS.glob("*.toml"):
            shutil.copy(text, folder)
        cloud.enrol(DEVICE, folder / "keys")
        release.make(tools / "soundcheck", images / "root.sqfs",
                     folder / "firmware")
        disk.unlink(missing_ok=True)
        subprocess.run(
            ["mksquashfs", folder, disk, "-quiet", "-no-progress",
             "-all-root", "-noappend"], check=True, capture_output=True)
