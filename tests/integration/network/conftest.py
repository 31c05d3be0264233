"""A fresh home of network namespaces for each test, and the check in it."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from home import network  # noqa: E402
from home.process import Program, run  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
NAME = network.CONNECTIVITY

PROFILE = f"""\
[network]
dns_name = "{NAME}"
dns_timeout_ms = 700
http_url = "http://{NAME}/generate_204"
https_url = "https://{NAME}/generate_204"
ca_file = "{{ca}}"
second_https_url = ""
anchors = {json.dumps(network.ANCHORS)}
http_timeout_ms = 1500
"""


# IPv4, IPv6 with an abbreviation or MAC, wherever it stands in a text.
ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]{0,4}::[0-9a-f]{1,4}"
                     r"|(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", re.IGNORECASE)


class Verdict:
    """One probe's result, read as the tests speak of it."""

    def __init__(self, result):
        self.result = result
        self.outcome = result["outcome"]
        self.summary = result["summary"]
        self.measured = {m["name"]: m["value"] for m in result["measurements"]}
        self.evidence = {f["id"]: f["evidence"] for f in result["findings"]}
        self.presence = {f["id"].split(".", 1)[1]: f["presence"]
                         for f in result["findings"]}

    def having(self, presence):
        return {name for name, p in self.presence.items() if p == presence}

    def __repr__(self):
        return json.dumps(self.result, indent=1)


class Home:
    def __init__(self, net, directory):
        self.net = net
        self.directory = directory
        self.programs = []

    def speaker(self, *words):
        return run(*self.net.inside(self.net.speaker, *words))

    def router(self, *words):
        return self.net.in_router(*words)

    def run_in(self, namespace, *words):
        """Runs a command to its end in any of the namespaces."""
        return run(*self.net.inside(namespace, *words))

    def drop(self, chain, *rule):
        table = ("inet", "trouble")
        self.router("nft", "add", "table", *table)
        self.router("nft", "add", "chain", *table, chain,
                    f"{{ type filter hook {chain} priority 0 ; }}")
        self.router("nft", "add", "rule", *table, chain, *rule, "drop")

    def start(self, namespace, *words):
        program = Program(self.net.inside(namespace, *words),
                          self.directory / f"program{len(self.programs)}.log")
        self.programs.append(program)
        return program

    def serve(self, namespace, kind, *words, program="servers.py"):
        """Starts one of the servers beside this file and waits for it."""
        ready, told = os.pipe()
        log = self.directory / f"program{len(self.programs)}.log"
        server = Program(
            self.net.inside(namespace, "/usr/bin/python3", HERE / program,
                            told, kind, *words),
            log, pass_fds=(told,))
        self.programs.append(server)
        os.close(told)
        with os.fdopen(ready, "rb") as pipe:
            if pipe.read(1) != b"+":
                raise RuntimeError(server.tail())
        return server

    def check(self, probe, prefix=()):
        command = [os.environ["SOUNDCHECK_CLI"], "--local", "--json",
                   "--profile", str(self.directory / "profile.toml"),
                   "run", probe]
        done = subprocess.run(
            self.net.inside(self.net.speaker, *prefix, *command),
            capture_output=True, text=True, timeout=40, check=False)
        assert done.stdout, done.stderr
        [result] = json.loads(done.stdout)["results"]
        verdict = Verdict(result)
        assert not ADDRESS.search(done.stdout), "an address leaves the board"
        return verdict


@pytest.fixture
def directory():
    """Unlike tmp_path this can be read by a check without privilege."""
    with tempfile.TemporaryDirectory(prefix="soundcheck-") as name:
        path = pathlib.Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture
def home(directory):
    reason = network.possible()
    if reason:
        pytest.skip(reason)
    profile = PROFILE.format(ca=directory / "ca.crt")
    (directory / "profile.toml").write_text(profile, encoding="ascii")
    with network.Network(directory) as net:
        home = Home(net, directory)
        try:
            yield home
        finally:
            for program in home.programs:
                program.stop(grace=2)


def openssl(*words):
    run("openssl", *words)


@pytest.fixture
def certificates(directory):
    """ca.crt, a server's pair that it vouches for, and a rogue pair."""
    subject = f"/CN={NAME}"
    extension = directory / "names"
    extension.write_text(f"subjectAltName=DNS:{NAME}\n", encoding="ascii")
    for ca in ("ca", "rogue-ca"):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                f"/CN={ca}", "-keyout", directory / f"{ca}.key", "-out",
                directory / f"{ca}.crt")
    for name, ca in (("server", "ca"), ("rogue", "rogue-ca")):
        openssl("req", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
                "-keyout", directory / f"{name}.key", "-out",
                directory / f"{name}.csr")
        openssl("x509", "-req", "-in", directory / f"{name}.csr", "-days", "2",
                "-CA", directory / f"{ca}.crt", "-CAkey",
                directory / f"{ca}.key", "-CAcreateserial", "-extfile",
                extension, "-out", directory / f"{name}.crt")
    return directory
