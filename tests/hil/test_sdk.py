"""libsoundcheck on a speaker: a program that was built with what the cross
build installs, against the shared library of the firmware."""

import re

import pytest
from fault_table import Step


@pytest.mark.smoke
def test_a_checkup_in_c_prints_the_owners_sentence_in_chinese(fresh, story):
    if not hasattr(fresh, "machine"):
        pytest.skip("the examples are on the virtual board only")
    with story.step("the example checkup"):
        status, said = fresh.try_step(Step(
            "speaker", "/usr/lib/board/examples/checkup 2>/tmp/checkup.err"),
            240)
    story.notes["it says"] = said
    assert status == 0, fresh.shell("cat /tmp/checkup.err")
    assert re.fullmatch("[^\n]*[\u4e00-\u9fff]{5}[^\n]*。", said)
    assert "] network." in fresh.shell("cat /tmp/checkup.err")
