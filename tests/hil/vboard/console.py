"""Runs commands in the guest, over the console that is there for programs."""

import re
import socket
import time
import uuid


class ConsoleError(RuntimeError):
    """A command failed in the guest, or never came back."""


class Console:
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(path))

    def run(self, script, timeout=30):
        """(exit status, what it printed) of a piece of shell."""
        mark = uuid.uuid4().hex
        # A shell of its own, so that nothing of the script stays behind.
        text = (f"(\n{script}\n) 2>&1 </dev/null\n"
                f"printf '\\n@@{mark} %d@@\\n' $?\n")
        self._socket.sendall(text.encode())
        end = re.compile(rb"\n@@%s (\d+)@@\r?\n" % mark.encode())
        seen = b""
        deadline = time.monotonic() + timeout
        while not (found := end.search(seen)):
            seen += self._receive(deadline, script, seen)
        output = seen[:found.start()].decode(errors="replace")
        return int(found[1]), output.replace("\r", "").strip("\n")

    def _receive(self, deadline, script, seen):
        left = deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            block = self._socket.recv(65536)
        except TimeoutError:
            raise ConsoleError(
                f"the board did not answer in time: {script}\n"
                f"{seen.decode(errors='replace')[-500:]}") from None
        if not block:
            raise ConsoleError("the console is closed: QEMU has ended")
        return block

    def close(self):
        self._socket.close()
