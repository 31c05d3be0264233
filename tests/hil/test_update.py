"""What RAUC records of an update that it has installed."""

import hashlib

import pytest
from drivers.qemu import IMAGES


def test_an_installed_update_is_known_with_its_checksum(fresh, story):
    if not hasattr(fresh, "machine"):
        pytest.skip("the suite never writes the slots of a real board")
    with story.step("install an update"):
        fresh.shell("rauc install /updates/sound.raucb", timeout=180)

    image = (IMAGES / fresh.name / "root.sqfs").read_bytes()
    recorded = fresh.shell("cat $data/rauc/central.raucs").splitlines()
    assert "status=ok" in recorded
    assert f"sha256={hashlib.sha256(image).hexdigest()}" in recorded
    assert f"size={len(image)}" in recorded
    verdict = fresh.cli("run", "firmware.slots")["results"][0]
    assert verdict["outcome"] == "passed", verdict["summary"]
    assert verdict["summary"].startswith("slot A runs, B starts next")
