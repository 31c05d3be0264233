"""Joins a terminal and a console of the guest."""

import os
import select
import socket
import sys
import termios
import tty

LEAVE = b"\x1d"  # Ctrl-]


def join(path):
    line = socket.socket(socket.AF_UNIX)
    line.connect(str(path))
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard) if sys.stdin.isatty() else None
    if before:
        print("Ctrl-] leaves the board's shell.", flush=True)
        tty.setraw(keyboard)
    try:
        line.sendall(b"\n")  # brings the prompt back
        _converse(line, keyboard)
    finally:
        if before:
            termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
            print()
        line.close()
    return 0


def _converse(line, keyboard):
    """Until either side ends, or the person leaves."""
    while True:
        for ready in select.select([line, keyboard], [], [])[0]:
            if ready is line:
                block = line.recv(4096)
                sys.stdout.buffer.write(block)
                sys.stdout.buffer.flush()
            else:
                block = os.read(keyboard, 4096)
                line.sendall(block.split(LEAVE)[0])
            if not block or (ready is keyboard and LEAVE in block):
                return
