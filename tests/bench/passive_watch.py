"""What watching a home's network costs, and what it puts on the air."""

import json
import pathlib
import tempfile
import time

from home.cloud import Cloud
from home.network import Network, possible
from home.process import run
from home.speaker import Speaker

EVERY_S = 10  # something happens
# What leaves the speaker: its connection, our other packets, and ARP, which
# neither needs a socket nor is seen by the first table.
COUNTERS = """
table inet bench {
  counter broker {}
  counter probes {}
  chain out {
    type filter hook output priority 0;
    oifname "lo" accept
    tcp dport 8883 counter name "broker" accept
    meta skuid 0 counter name "probes"
  }
}
table netdev bench {
  counter neighbours {}
  chain out {
    type filter hook egress device "eth0" priority 0;
    ether type arp counter name "neighbours"
  }
}
"""


def watch(build, seconds, cpu_ms):
    """Prints it; false when a bar is missed."""
    if why := possible():
        print(f"\npassive: {why}")
        return False
    with tempfile.TemporaryDirectory(prefix="soundcheck-bench-") as directory:
        with Network(directory) as network:
            cloud = Cloud(pathlib.Path(build).resolve() / "bin", directory,
                          network)
            speaker = Speaker(build, directory, cloud, boot_delay_s=3600)
            try:
                cloud.start()
                speaker.configure()
                speaker.start()
                cloud.wait_online(speaker.device)
                return _measure(network, speaker, seconds, cpu_ms)
            finally:
                speaker.stop()
                cloud.stop()


def _measure(network, speaker, seconds, cpu_ms):
    time.sleep(5)  # the connection has settled
    rules = pathlib.Path(speaker.directory) / "bench.nft"
    rules.write_text(COUNTERS.replace("8883", str(speaker.cloud.ready["mqtt"])),
                     encoding="ascii")
    inside = network.inside(network.speaker)
    run(*inside, "nft", "-f", rules)
    pid = speaker.program.process.pid
    print(f"\nwatching a home where every {EVERY_S} s an address comes and "
          f"goes, {seconds} s (bars: <= 0.05 % CPU, no probe)", flush=True)
    before = cpu_ms(pid)
    events = _let_things_happen(inside, seconds)
    percent = (cpu_ms(pid) - before) / seconds / 10
    sent = _counters(run(*inside, "nft", "-j", "list", "counters"))
    print(f"  {percent:.4f} % CPU for {events} events; sent {sent['probes']} "
          f"packets beside the connection's {sent['broker']}, "
          f"{sent['neighbours']} of ARP")
    return percent <= 0.05 and sent["probes"] == 0


def _let_things_happen(inside, seconds):
    events = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        change = "delete" if events % 2 else "add"
        run(*inside, "ip", "address", change, "192.0.2.7/32", "dev", "eth0")
        events += 1
        time.sleep(max(0, min(EVERY_S, end - time.monotonic())))
    return events


def _counters(text):
    return {row["counter"]["name"]: row["counter"]["packets"]
            for row in json.loads(text)["nftables"] if "counter" in row}
