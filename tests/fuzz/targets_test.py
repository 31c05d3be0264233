#!/usr/bin/python3
"""Every parser of bytes that others write has a fuzz target with a corpus.

usage: targets_test.py FOLDER_OF_THE_TARGETS
"""

import pathlib
import re
import sys

# What others can write, the parser's header, and the target that includes it.
PARSERS = {
    "a command, from whoever holds the broker":
        ("agent/assist/assist.hpp", "assist_fuzz.cpp"),
    "a key manifest, from whoever holds the broker":
        ("agent/assist/key_ring.hpp", "keys_fuzz.cpp"),
    "a request of a program on the speaker":
        ("agent/local/frame.hpp", "local_fuzz.cpp"),
    "a knowledge base": ("agent/diagnosis/inference.hpp", "knowledge_fuzz.cpp"),
    "knowledge, from whoever holds the broker":
        ("agent/knowledge/signed_release.hpp", "release_fuzz.cpp"),
    "a firmware manifest":
        ("agent/firmware/signed_manifest.hpp", "manifest_fuzz.cpp"),
    "information elements and SSIDs, from anybody in radio range":
        ("probes/board/linux/information_elements.hpp",
         "probes/information_elements.cpp"),
    "what the supplicant says of SSIDs":
        ("probes/board/linux/wpa_replies.hpp", "probes/wpa.cpp"),
    "nl80211": ("probes/board/linux/nl80211_messages.hpp",
                "probes/nl80211.cpp"),
    "rtnetlink": ("probes/board/linux/rtnetlink_messages.hpp",
                  "probes/rtnetlink.cpp"),
    "DNS answers": ("probes/board/linux/dns_answers.hpp",
                    "probes/dns_answers.cpp"),
    "HTTP headers": ("probes/board/linux/http_headers.hpp",
                     "probes/http_headers.cpp"),
    "ARP": ("probes/board/linux/arp_message.hpp", "probes/arp_message.cpp"),
    "ICMP": ("probes/board/linux/icmp_echo.hpp", "probes/icmp_echo.cpp"),
    "the system's log": ("probes/board/linux/log_record.hpp",
                         "probes/log_record.cpp"),
    "pstore": ("probes/board/linux/pstore_text.hpp", "probes/pstore_text.cpp"),
    "certificates": ("probes/board/linux/certificates.hpp",
                     "probes/certificates.cpp"),
}
TARGET = re.compile(r"soundcheck_fuzz_target\((\w+)([^)]*)\)")


def targets(folder):
    """{"fuzz_wav": (corpus folder, [sources])}"""
    text = (folder / "CMakeLists.txt").read_text(encoding="utf-8")
    text = re.sub(r"#.*", "", text)
    found = {}
    for name, rest in TARGET.findall(text):
        words = rest.split()
        if "SOURCES" not in words:
            continue
        sources = words[words.index("SOURCES") + 1:words.index("LIBRARIES")]
        corpus = words[words.index("CORPUS") + 1] if "CORPUS" in words else ""
        found[name] = (folder / corpus if corpus else None, sources)
    return found


def test_R26_every_parser_of_foreign_bytes_is_fuzzed(folder):
    fuzzed = {source for _, sources in targets(folder).values()
              for source in sources}
    for what, (header, source) in PARSERS.items():
        assert source in fuzzed, f"{what}: no target has {source}"
        assert f'#include "{header}"' in (folder / source).read_text(), what


def test_R26_every_target_begins_with_what_it_should_understand(folder):
    found = targets(folder)
    assert len(found) > 20
    for name, (corpus, sources) in found.items():
        assert corpus and any(corpus.iterdir()), f"{name} has no corpus"
        assert (folder / sources[0]).exists(), name


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    failures = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test(folder)
        except AssertionError as failure:
            failures += 1
            print(f"{name}: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
