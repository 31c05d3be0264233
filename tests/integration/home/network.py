"""Builds a home, its router and its provider from network namespaces."""

import os
import pathlib
import shutil
import time

from .process import Program, run

HERE = pathlib.Path(__file__).resolve().parent
LAN = "192.168.77"
ROUTER_LAN = f"{LAN}.1"
ROUTER_WAN = "203.0.113.1"  # TEST-NET-3, RFC 5737
PROVIDER = "203.0.113.10"
SECOND_PROVIDER = "203.0.113.11"  # the provider's host has two addresses
ANCHORS = [PROVIDER, SECOND_PROVIDER]
DOMAIN = "soundcheck.test"
CONNECTIVITY = f"connectivity.{DOMAIN}"
BROKER = f"broker.{DOMAIN}"
DNSMASQ = ("dnsmasq", "--keep-in-foreground", "--no-resolv",
           "--conf-file=/dev/null", "--no-hosts", "--user=root", "--pid-file=")


def possible():
    """Why no home can be built here, or None."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for tool in ("ip", "nft", "dnsmasq", "udhcpc"):
        if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin"):
            return f"{tool} is not installed"
    return None


def remove_orphans():
    """Namespaces of whoever was killed before it could take its home down."""
    for name in pathlib.Path("/run/netns").glob("sc*-*"):
        owner = name.name[2:].split("-")[0]
        if owner.isdigit() and not pathlib.Path(f"/proc/{owner}").exists():
            run("ip", "netns", "delete", name.name)
            shutil.rmtree(pathlib.Path("/etc/netns") / name.name,
                          ignore_errors=True)


class Network:
    """speaker --- router --- provider; `with Network(dir) as net:`"""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        tag = f"sc{os.getpid()}"
        self.speaker = f"{tag}-speaker"
        self.router = f"{tag}-router"
        self.provider = f"{tag}-provider"
        self.resolv = pathlib.Path("/etc/netns") / self.speaker / "resolv.conf"
        self.programs = {}

    def __enter__(self):
        try:
            self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for program in self.programs.values():
            program.stop(grace=2)
        for name in (self.speaker, self.router, self.provider):
            if (pathlib.Path("/run/netns") / name).exists():
                run("ip", "netns", "delete", name)
        shutil.rmtree(self.resolv.parent, ignore_errors=True)

    def inside(self, namespace, *words):
        """The command line that runs `words` in a namespace."""
        return ["ip", "netns", "exec", namespace, *map(str, words)]

    def in_router(self, *words):
        return run(*self.inside(self.router, *words))

    def _build(self):
        remove_orphans()
        for name in (self.speaker, self.router, self.provider):
            run("ip", "netns", "add", name)
            run(*self.inside(name, "ip", "link", "set", "lo", "up"))
        self._cable(self.speaker, "eth0", self.router, "lan")
        self._cable(self.provider, "eth0", self.router, "wan")
        self._address(self.router, "lan", f"{ROUTER_LAN}/24")
        self._address(self.router, "wan", f"{ROUTER_WAN}/24")
        for address in ANCHORS:
            self._address(self.provider, "eth0", f"{address}/24")
        run(*self.inside(self.provider, "ip", "route", "add",
                         f"{LAN}.0/24", "via", ROUTER_WAN))
        self.in_router("sysctl", "-qw", "net.ipv4.ip_forward=1")
        self.resolv.parent.mkdir(parents=True)
        self.resolv.write_text("", encoding="ascii")
        self.start_dnsmasq()
        self._start_dhcp_client()

    def _cable(self, one, one_end, other, other_end):
        run("ip", "link", "add", "name", one_end, "netns", one, "type", "veth",
            "peer", "name", other_end, "netns", other)

    def _address(self, namespace, interface, address):
        run(*self.inside(namespace, "ip", "address", "add", address,
                         "dev", interface))
        run(*self.inside(namespace, "ip", "link", "set", interface, "up"))

    def start_dnsmasq(self, *names):
        """`names`: what the router's DNS knows; without, the home's domain."""
        names = names or (f"--address=/{DOMAIN}/{PROVIDER}",)
        self.programs["dnsmasq"] = Program(
            self.inside(
                self.router, *DNSMASQ, "--log-facility=-",
                f"--dhcp-leasefile={self.directory}/leases",
                "--interface=lan", "--bind-interfaces", "--no-ping",
                f"--dhcp-range={LAN}.50,{LAN}.99,255.255.255.0,1h",
                f"--dhcp-option=option:router,{ROUTER_LAN}",
                f"--dhcp-option=option:dns-server,{ROUTER_LAN}", *names),
            self.directory / "dnsmasq.log")

    def restart_dnsmasq(self, *names):
        """Returns when it answers again."""
        self.programs["dnsmasq"].stop()
        self.start_dnsmasq(*names)
        self.await_dns(self.router)

    def await_dns(self, namespace):
        """Until something listens on port 53."""
        for _ in range(100):
            if ":53 " in run(*self.inside(namespace, "ss", "-Hlun")):
                return
            time.sleep(0.02)
        raise RuntimeError("no DNS server came up")

    def _start_dhcp_client(self):
        env = dict(os.environ, SOUNDCHECK_RESOLV=str(self.resolv))
        self.programs["udhcpc"] = Program(
            self.inside(self.speaker, "udhcpc", "-f", "-i", "eth0", "-t", "10",
                        "-T", "1", "-s", HERE / "lease.sh"),
            self.directory / "udhcpc.log", env=env)
        deadline = time.monotonic() + 15
        while "nameserver" not in self.resolv.read_text(encoding="ascii"):
            if time.monotonic() > deadline or not self.programs["udhcpc"].alive():
                raise RuntimeError(
                    "the speaker got no lease:\n" +
                    self.programs["udhcpc"].tail())
            time.sleep(0.05)
