"""Where the steps of faults run on the virtual board."""

import shlex
import subprocess
import time

from fault_table import script

NAMES = {
    "ap": "wlan0",
    "second_ap": "wlan2",
    "uplink": "eth0",
    "station": "wlan1",
    "mixer": "Speaker",
    "data": "/data",
    "manifest": "/factory/firmware/manifest.pb",
    "component": "/lib/firmware/regulatory.db-debian",
    "psk":
        "6f2b0c64e1f5a9d37be08c4412d9a7735b16fe20c8d4913a07e55fb2689c30d1",
    "other_psk": "0" * 63 + "1",
    "ssid": "soundcheck-home",
    "bssid": "4e:c5:7d:a9:13:68",
    "other_bssid": "4e:c5:7d:a9:13:69",
    "other_router": "192.168.77.2",
    "nobody": "192.168.77.3",
    "peer": "192.168.77.4",
    "domain": "soundcheck.test",
    "check_name": "connectivity.soundcheck.test",
    "internet": "10.0.2.100",
    "dhcp_stop": "kill $(cat /run/home/dnsmasq.pid)",
    "dhcp_start": "dnsmasq -C /etc/home/dnsmasq.conf",
    "lease_release": "kill -USR2 $(cat /run/udhcpc.pid)",
    "lease_renew": "kill -USR1 $(cat /run/udhcpc.pid)",
}


class Places:
    """The guest's two namespaces, and the host beside QEMU."""

    def __init__(self, console, run):
        self.console = console
        self._files = {"slot_a": run / "slot-a.sqfs",
                       "slot_b": run / "slot-b.sqfs",
                       "qmp": run / "faults.sock",
                       "sounds": run / "sounds.img",
                       "broker": run / "cloud/broker"}

    def try_step(self, step, timeout=60):
        """(exit status, output) of one step."""
        names = {**NAMES, "now": int(time.time())}
        if step.at == "host":
            text = script(step, {**names, **self._files})
            done = subprocess.run(["/bin/sh", "-c", text], check=False,
                                  capture_output=True, text=True)
            return done.returncode, done.stdout + done.stderr
        text = script(step, names)
        if step.at == "router":
            text = f"ip netns exec router /bin/sh -c {shlex.quote(text)}"
        return self.console.run(text, timeout)
