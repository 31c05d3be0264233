#!/usr/bin/python3
"""Reads the include lines of all sources and fails on a forbidden arrow.

usage: layering_test.py ROOT

Includes are written from the root of the repository, so that every include
line names its layer. The table below says who may not include what. Before
the sources are judged, every rule has to catch a violation of its own, forged
into a tree of files, and to leave alone what it allows.
"""

import os
import re
import sys
import tempfile
from typing import NamedTuple

FOLDERS = ["agent", "cloud-sim", "probes", "proto", "tests", "toolchains"]
SKIPPED = {"node_modules", "build", "dist", "__pycache__"}
SOURCES = (".cpp", ".hpp", ".cc", ".c", ".h", ".inc")

STD = r"<[a-z_0-9]+>"
STD_C = r"<(assert|ctype|errno|math|stdbool|stddef|stdint|stdlib|string)\.h>"


class Rule(NamedTuple):
    what: str  # the arrow, in words
    who: str  # files that the rule is for (regular expression)
    may_not: str  # include, with its quotes or brackets
    but: str  # files of `who` that may all the same
    caught: tuple  # (file, include) that the rule must catch
    fine: tuple  # (file, include) that the rule must not catch


def none_but(*allowed):
    """A pattern for every include except these."""
    return "(?!" + "|".join(allowed) + ")"


RULES = [
    Rule("includes are literal and written from the repository's root",
         who="", but="$^",
         may_not=r'"(?!(agent|cloud-sim|probes|soundcheck|tests)/)'
                 r'|"[^"]*\.\./|[^"<]',
         caught=("agent/a.cpp", '"../probes/probe.hpp"'),
         fine=("agent/a.cpp", '"probes/probe.hpp"')),
    Rule("nothing but tests includes tests",
         who="", but="^tests/",
         may_not='"tests/',
         caught=("agent/a.cpp", '"tests/support/run.hpp"'),
         fine=("tests/unit/a.cpp", '"tests/support/run.hpp"')),
    Rule("cloud-sim knows the agent by the wire only",
         who="^cloud-sim/", but="$^",
         may_not='"(agent|probes)/',
         caught=("cloud-sim/hub/hub.cpp", '"agent/report.hpp"'),
         fine=("cloud-sim/hub/hub.cpp", '"soundcheck/v1/report.pb.h"')),
    Rule("the agent does not know the cloud",
         who="^agent/", but="$^",
         may_not='"cloud-sim/',
         caught=("agent/a.cpp", '"cloud-sim/hub/hub.hpp"'),
         fine=("agent/a.cpp", '"agent/report.hpp"')),
    Rule("probes know neither agent, cloud nor wire",
         who="^probes/", but="$^",
         may_not='"(agent|cloud-sim|soundcheck)/',
         caught=("probes/wifi/link.cpp", '"soundcheck/v1/report.pb.h"'),
         fine=("probes/wifi/link.cpp", '"probes/board/radio.hpp"')),
    Rule("the adapters are named by main, the command line and tests only",
         who="",
         but=r"^(probes/board/linux/|agent/main\.cpp|agent/cli/|tests/)",
         may_not='"probes/board/linux/',
         caught=("probes/catalog.cpp", '"probes/board/linux/linux_board.hpp"'),
         fine=("agent/main.cpp", '"probes/board/linux/linux_board.hpp"')),
    Rule("ports are plain: themselves, std, Asio's awaitable, Boost.System",
         who=r"^probes/board/[^/]*$", but=r"^probes/board/race\.cpp$",
         may_not=none_but(r'"probes/board/[a-z_]+\.hpp"', STD,
                          r"<boost/asio/awaitable\.hpp>", "<boost/system/"),
         caught=("probes/board/radio.hpp", "<boost/asio/ip/tcp.hpp>"),
         fine=("probes/board/result.hpp", "<boost/asio/awaitable.hpp>")),
    Rule("adapters know ports, not probes; LinuxBoard also reads the profile",
         who="^probes/board/linux/", but=r"^probes/board/linux/linux_board\.",
         may_not='"probes/(?!board/)',
         caught=("probes/board/linux/web_curl.cpp", '"probes/probe.hpp"'),
         fine=("probes/board/linux/linux_board.hpp", '"probes/profile.hpp"')),
    Rule("LinuxBoard reads the profile and nothing else of the probes",
         who=r"^probes/board/linux/linux_board\.", but="$^",
         may_not=r'"probes/(?!board/|profile\.hpp)',
         caught=("probes/board/linux/linux_board.cpp", '"probes/catalog.hpp"'),
         fine=("probes/board/linux/linux_board.cpp", '"probes/profile.hpp"')),
    Rule("a probe asks ports, never the system: std and kissfft only",
         who="^probes/(wifi|network|audio|firmware|system)/", but="$^",
         may_not=none_but('"probes/', STD, r"<(kissfft/)?kiss_fftr?\.h>"),
         caught=("probes/network/dns.cpp", "<sys/socket.h>"),
         fine=("probes/audio/dsp/spectrum.cpp", "<kissfft/kiss_fftr.h>")),
    Rule("audio mathematics is pure",
         who="^probes/audio/dsp/", but="$^",
         may_not='"(?!probes/audio/dsp/)',
         caught=("probes/audio/dsp/tone.cpp", '"probes/board/sound.hpp"'),
         fine=("probes/audio/dsp/tone.cpp", '"probes/audio/dsp/tone.hpp"')),
    Rule("the diagnosis is pure: itself and std",
         who="^agent/diagnosis/",
         but=r"^agent/diagnosis/knowledge(_wire)?\.[ch]pp$",
         may_not=none_but('"agent/diagnosis/', STD),
         caught=("agent/diagnosis/gates.cpp", '"probes/probe.hpp"'),
         fine=("agent/diagnosis/gates.cpp", '"agent/diagnosis/gates.hpp"')),
    Rule("its knowledge file also hashes, and the one beside it reads the wire",
         who=r"^agent/diagnosis/knowledge(_wire)?\.[ch]pp$", but="$^",
         may_not=none_but('"agent/diagnosis/', STD, "<openssl/sha.h>",
                          '"agent/wire_(reader|text).hpp"',
                          '"probes/board/result.hpp"',
                          '"soundcheck/v1/knowledge.pb.h"'),
         caught=("agent/diagnosis/knowledge_wire.cpp",
                 '"soundcheck/v1/report.pb.h"'),
         fine=("agent/diagnosis/knowledge_wire.cpp",
               '"soundcheck/v1/knowledge.pb.h"')),
    Rule("runner and check-up do not know the wire",
         who=r"^agent/(runner|checkup)\.", but="$^",
         may_not=r'"soundcheck/|[<"].*\.pb\.h[>"]',
         caught=("agent/runner.hpp", '"soundcheck/v1/report.pb.h"'),
         fine=("agent/runner.hpp", '"probes/probe.hpp"')),
    Rule("the wire is known to agent, cloud and tests only",
         who="", but="^(agent|cloud-sim|tests)/",
         may_not=r'"soundcheck/|[<"].*\.pb\.h[>"]|<google/protobuf/',
         caught=("toolchains/a.cpp", '"soundcheck/v1/report.pb.h"'),
         fine=("cloud-sim/store/store.cpp", '"soundcheck/v1/report.pb.h"')),
    Rule("libsoundcheck is for others: itself, std and the system",
         who=r"^agent/sdk/", but="$^",
         may_not=none_but('"agent/sdk/', '"agent/wire_reader.hpp"', STD, r"<soundcheck/soundcheck\.h(pp)?>",
                          r"<(errno|poll|stdio|string|unistd|stddef|stdint)\.h>",
                          r"<sys/(socket|un)\.h>"),
         caught=("agent/sdk/client.cpp", '"soundcheck/v1/local.pb.h"'),
         fine=("agent/sdk/client.cpp", '"agent/sdk/wire.hpp"')),
    Rule("<mqtt/ has two homes: agent/uplink/paho and cloud-sim/hub",
         who="", but="^(agent/uplink/paho/|cloud-sim/hub/|tests/)",
         may_not="<mqtt/|<MQTT",
         caught=("agent/uplink/outbox.cpp", "<mqtt/async_client.h>"),
         fine=("agent/uplink/paho/mqtt_client.cpp", "<mqtt/async_client.h>")),
    Rule("<curl/ has two homes: the web adapter and the bundle's upload",
         who="",
         but="^(probes/board/linux/web_curl|agent/bundle/|tests/)",
         may_not="<curl/",
         caught=("agent/main.cpp", "<curl/curl.h>"),
         fine=("probes/board/linux/web_curl.cpp", "<curl/curl.h>")),
    Rule("of the probes only who reads certificates or hashes files knows OpenSSL",
         who="^probes/",
         but=r"^probes/board/linux/(certificates|identity_files|file_hash|sha256_state)\.",
         may_not="<openssl/",
         caught=("probes/board/linux/web_curl.cpp", "<openssl/ssl.h>"),
         fine=("probes/board/linux/certificates.cpp", "<openssl/pem.h>")),
    Rule("<systemd/ is for the adapter that loads its library",
         who="", but=r"^(probes/board/linux/sd_bus\.hpp$|tests/)",
         may_not="<systemd/",
         caught=("agent/main.cpp", "<systemd/sd-daemon.h>"),
         fine=("probes/board/linux/sd_bus.hpp", "<systemd/sd-bus.h>")),
    Rule("<sqlite3.h> has one home per program: agent/store, cloud-sim/store",
         who="", but="^(agent/store/|cloud-sim/store/|tests/)",
         may_not=r"<sqlite3\.h>",
         caught=("agent/uplink/outbox.cpp", "<sqlite3.h>"),
         fine=("agent/store/statement.cpp", "<sqlite3.h>")),
    Rule("<alsa/ is for the sound adapter and the acoustic bench",
         who="", but="^(probes/board/linux/[^/]*alsa|tests/acoustic-bench/)",
         may_not="<alsa/",
         caught=("tests/unit/probes/audio/loop_test.cpp", "<alsa/asoundlib.h>"),
         fine=("probes/board/linux/sound_alsa.cpp", "<alsa/asoundlib.h>")),
    Rule("the kernel's and the resolver's interfaces stay in the adapters; its "
         "capabilities are given away by the bundle's programs themselves",
         who="",
         but=r"^(probes/board/linux/|agent/bundle/rights\.cpp|tests/|"
             "toolchains/virtual-board/)",
         may_not=r"<(libmnl/|linux/|ares)",
         caught=("probes/wifi/link.cpp", "<linux/nl80211.h>"),
         fine=("probes/board/linux/radio_nl80211.cpp", "<linux/nl80211.h>")),
    Rule("TOML is read by the settings reader only",
         who="", but=r"^(probes/settings\.cpp|tests/)",
         may_not='"probes/toml.hpp"',
         caught=("agent/config.cpp", '"probes/toml.hpp"'),
         fine=("probes/settings.cpp", '"probes/toml.hpp"')),
    Rule("toml++ comes with our settings only",
         who="", but=r"^probes/toml\.hpp$",
         may_not=r"<toml\+\+/",
         caught=("tests/replay/replayed_board.cpp", "<toml++/toml.h>"),
         fine=("probes/toml.hpp", "<toml++/toml.h>")),
]

INCLUDE = re.compile(r"^\s*#\s*include\s*(\S.*?)\s*(?://.*|/\*.*)?$")


def includes(root):
    """(file, line number, include) of every source below the root."""
    for folder in FOLDERS:
        for here, folders, files in os.walk(os.path.join(root, folder)):
            folders[:] = sorted(f for f in folders if f not in SKIPPED)
            for name in sorted(files):
                if not name.endswith(SOURCES):
                    continue
                path = os.path.join(here, name)
                file = os.path.relpath(path, root)
                with open(path, encoding="utf-8") as text:
                    for number, line in enumerate(text, 1):
                        found = INCLUDE.match(line)
                        if found:
                            yield file, number, found.group(1)


def violations(root):
    """(rule, file, line number, include) of every forbidden arrow."""
    for file, number, include in includes(root):
        for rule in RULES:
            if (re.search(rule.who, file) and not re.search(rule.but, file)
                    and re.match(rule.may_not, include)):
                yield rule, file, number, include


def forge(root, file, include):
    path = os.path.join(root, file)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as text:
        text.write(f"#pragma once\n\n#  include {include}  // why\n")


def blind_rules():
    """What is wrong with the rules themselves."""
    for rule in RULES:
        for (file, include), expected in [(rule.caught, True),
                                          (rule.fine, False)]:
            with tempfile.TemporaryDirectory() as root:
                forge(root, file, include)
                caught = any(found[0] is rule for found in violations(root))
            if caught != expected:
                verb = "does not catch" if expected else "catches"
                yield f'the rule "{rule.what}" {verb} {include} in {file}'


def main():
    root = sys.argv[1]
    problems = list(blind_rules())
    count = len(list(includes(root)))
    if count == 0:
        problems.append(f"{root} holds no source with an include line")
    for rule, file, number, include in violations(root):
        problems.append(f"{file}:{number}: includes {include}, but {rule.what}")
    for problem in problems:
        print(problem)
    print(f"{len(RULES)} rules, {count} include lines, "
          f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
