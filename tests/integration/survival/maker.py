"""Who makes the firmware of a speaker: signs one release after the other."""

import subprocess

MANIFEST = """
product = "tune-one"
version = "2.4.1"
counter = {counter}
key_id = "release-1"
[[file]]
path = "/etc/os-release"
"""


class Maker:
    def __init__(self, program, folder, root):
        self._program = program
        self._folder = folder
        self._root = root
        self.keys = folder / "firmware-keys"
        self.installed = folder / "manifest.pb"
        self._key = folder / "release-1.key"
        self.keys.mkdir(mode=0o755)
        self._run("openssl", "genpkey", "-algorithm", "ed25519", "-out",
                  self._key)
        self._run("openssl", "pkey", "-in", self._key, "-pubout", "-out",
                  self.keys / "release-1.pem")

    def release(self, counter):
        source = self._folder / "release.toml"
        source.write_text(MANIFEST.format(counter=counter), encoding="utf-8")
        self._run(self._program, "firmware", "sign", source, "--key",
                  self._key, "--root", self._root, "--out", self.installed)

    @staticmethod
    def _run(*words):
        subprocess.run(words, check=True, capture_output=True)
