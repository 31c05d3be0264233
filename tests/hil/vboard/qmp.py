"""Speaks QEMU's machine protocol (QMP) over a UNIX socket."""

import json
import socket


class QmpError(RuntimeError):
    """QEMU refused, or is gone; the text is QEMU's own."""


class Qmp:
    def __init__(self, path, timeout=60):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(timeout)
        self._socket.connect(str(path))
        self._stream = self._socket.makefile("rw", encoding="utf-8")
        self._read()  # the greeting
        self.execute("qmp_capabilities")

    def execute(self, command, **arguments):
        request = {"execute": command, "arguments": arguments}
        self._stream.write(json.dumps(request) + "\n")
        self._stream.flush()
        while True:  # events may come in between
            answer = self._read()
            if "error" in answer:
                raise QmpError(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def monitor(self, line):
        """A command of the human monitor. Silence there means success."""
        said = self.execute("human-monitor-command",
                            **{"command-line": line}).strip()
        if said:
            raise QmpError(f"{line}: {said}")

    def _read(self):
        line = self._stream.readline()
        if not line:
            raise QmpError("QEMU has ended")
        return json.loads(line)

    def close(self):
        self._stream.close()
        self._socket.close()
