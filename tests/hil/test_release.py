"""What the factory signs of an image, without a board."""

import json
import shutil
import subprocess
import tomllib

import pytest

from vboard import ROOT, release

SOUNDCHECK = ROOT / "build/dev/bin/soundcheck"
RELEASE = tomllib.loads(release.SOURCE.read_text(encoding="utf-8"))


@pytest.fixture
def image(tmp_path):
    """A root with the files of the release, and its squashfs."""
    if not SOUNDCHECK.exists() or not shutil.which("mksquashfs"):
        pytest.skip("needs build/dev/bin/soundcheck and squashfs-tools")
    root = tmp_path / "root"
    for row in RELEASE["file"]:
        file = root / row["path"].lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"VERSION_ID={RELEASE['version']}\n", encoding="utf-8")
    subprocess.run(["mksquashfs", root, tmp_path / "root.sqfs", "-quiet",
                    "-no-progress"], check=True, capture_output=True)
    return tmp_path


def verify(out, manifest, *words):
    done = subprocess.run(
        [SOUNDCHECK, "firmware", "verify", out / manifest, "--keys",
         out / "keys", "--json", *words], check=False, capture_output=True,
        text=True)
    return done.returncode, json.loads(done.stdout)


def test_what_is_signed_is_what_the_image_holds(image):
    out = image / "firmware"
    release.make(SOUNDCHECK, image / "root.sqfs", out)

    words = ["--root", image / "root", "--product", RELEASE["product"]]
    code, document = verify(out, "manifest.pb", *words)
    assert (code, document["result"]["outcome"]) == (0, "passed"), document
    assert document["manifest"]["counter"] == RELEASE["counter"]
    partition, = document["manifest"]["partitions"]
    assert partition["size_bytes"] == (image / "root.sqfs").stat().st_size

    code, document = verify(out, "older.pb", *words)
    assert code == 0
    assert document["manifest"]["counter"] == RELEASE["counter"] - 1


def test_an_image_without_a_listed_file_is_told(image):
    (image / "root/etc/os-release").unlink()
    (image / "root.sqfs").unlink()
    subprocess.run(["mksquashfs", image / "root", image / "root.sqfs",
                    "-quiet", "-no-progress"], check=True, capture_output=True)

    with pytest.raises(RuntimeError, match="os-release"):
        release.make(SOUNDCHECK, image / "root.sqfs", image / "firmware")
