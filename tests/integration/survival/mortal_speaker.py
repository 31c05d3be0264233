"""A speaker on a forged board that is killed and starts again: each of its
lives is a boot of its own, with a newer release of its firmware."""

import os
import socket
import struct
import time

from home.speaker import Speaker
from maker import Maker

FORGED = {
    "etc/os-release": "ID=tune\nVERSION_ID=2.4.1\n",
    "sys/firmware/devicetree/base/model": "tune-one\0",
    "proc/meminfo": "MemTotal: 1000000 kB\nMemAvailable: 700000 kB\n",
    "proc/vmstat": "oom_kill 0\n",
}


class MortalSpeaker(Speaker):
    def __init__(self, build, directory, cloud, shim, local):
        super().__init__(build, directory, cloud, boot_delay_s=3600,
                         root=directory / "root")
        self._local = local  # the messages of its socket
        self.state = self.directory / "state"
        self.lives = 0
        self._shim = shim
        self._death = {}
        self._maker = None

    def configure(self):
        for name, text in FORGED.items():
            self._forge(name, text)
        self._maker = Maker(self.build / "bin/soundcheck", self.directory,
                            self.root)
        super().configure()
        with open(self.directory / "soundcheck.toml", "a",
                  encoding="utf-8") as config:
            config.write(f'[firmware]\nmanifest = "{self._maker.installed}"\n'
                         f'keys = "{self._maker.keys}"\n')

    def _forge(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def live(self, **death):
        """Starts anew; `death`: the change of its files at which it dies, as
        sudden_death.c has it."""
        self.lives += 1
        self._forge("proc/sys/kernel/random/boot_id", f"boot-{self.lives}\n")
        self._maker.release(self.lives)
        self._death = death
        self.start()

    def environment(self):
        env = super().environment()
        if self._death:
            env.update(LD_PRELOAD=str(self._shim),
                       SUDDEN_DEATH_FOLDER=str(self.state),
                       **{f"SUDDEN_DEATH_{key.upper()}": str(value)
                          for key, value in self._death.items()})
        return env

    def alive(self):
        return self.program.alive()

    def answers(self, timeout=20):
        """Until its socket does, or it is dead."""
        deadline = time.monotonic() + timeout
        while self.alive() and time.monotonic() < deadline:
            if self._ask(get_status={}):
                return True
            time.sleep(0.01)
        return False

    def run(self, probe):
        """The one result, or None where the daemon died over it. With a result
        its report is on disk."""
        done = self._ask(run_probes={"probe_ids": [probe]})
        return done.probe_results.results[0] if done else None

    def _ask(self, **verb):
        """Without the command, which starts too slowly to be a load."""
        request = self._local.LocalRequest(id=1, **verb).SerializeToString()
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(20)
            try:
                client.connect(str(self.directory / "soundcheck.sock"))
                client.sendall(struct.pack(">I", len(request)) + request)
                return self._done(client.makefile("rb"))
            except (OSError, EOFError):
                return None

    def _done(self, stream):
        while True:
            head = stream.read(4)
            if len(head) < 4:
                raise EOFError
            size, = struct.unpack(">I", head)
            payload = stream.read(size)
            if len(payload) < size:
                raise EOFError
            response = self._local.LocalResponse.FromString(payload)
            if response.HasField("done"):
                return response.done
            if response.HasField("error"):
                return None

    def remains(self):
        """Names of what lies in the state folder."""
        return sorted(os.listdir(self.state)) if self.state.exists() else []
