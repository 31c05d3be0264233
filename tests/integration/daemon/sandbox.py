"""Runs a program under what a unit of systemd allows, where no systemd runs.

usage: sandbox.py UNIT PROGRAM [ARGUMENT...]

Without privilege, with the unit's capabilities and no others, and only the
system calls that it names. What it says of mounts and devices is not done.
"""

import ctypes
import os
import pathlib
import re
import struct
import subprocess
import sys

NOBODY = 65534
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # EPERM
AUDIT_ARCH_X86_64 = 0xC000003E
HEADER = pathlib.Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")


def read_unit(path):
    """{key: [value, ...]} of the section [Service]; all else is left out."""
    section, keys = "", {}
    for line in pathlib.Path(path).read_text().splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and line[0] != "#":
            key, value = line.split("=", 1)
            keys.setdefault(key, []).append(value)
    return keys


def members(word):
    """The system calls of a word of SystemCallFilter, which may be a group."""
    if not word.startswith("@"):
        return {word}
    told = subprocess.run(
        ["systemd-analyze", "--no-pager", "syscall-filter", word],
        capture_output=True, text=True, check=True).stdout
    words = [line.strip() for line in told.splitlines()[1:]
             if line.strip() and not line.strip().startswith("#")]
    return set().union(*map(members, words)) if words else set()


def allowed_calls(unit):
    allowed = set()
    for value in unit["SystemCallFilter"]:
        named = set().union(*map(members, value.removeprefix("~").split()))
        allowed = allowed - named if value[0] == "~" else allowed | named
    # systemd always allows what it takes to start the program at all.
    return allowed | {"execve", "exit", "exit_group", "rt_sigreturn"}


def numbers():
    found = re.findall(r"#define __NR_(\w+) (\d+)", HEADER.read_text())
    return {name: int(number) for name, number in found}


def bpf(calls):
    table = numbers()
    program = [(LOAD, 0, 0, 4), (JUMP_IF_EQUAL, 1, 0, AUDIT_ARCH_X86_64),
               (RETURN, 0, 0, REFUSE), (LOAD, 0, 0, 0)]
    for call in sorted(calls & set(table)):
        program += [(JUMP_IF_EQUAL, 0, 1, table[call]), (RETURN, 0, 0, ALLOW)]
    program.append((RETURN, 0, 0, REFUSE))
    return program


def confine(unit):
    program = bpf(allowed_calls(unit))
    code = ctypes.create_string_buffer(
        b"".join(struct.pack("HBBI", *one) for one in program))
    # struct sock_fprog
    whole = struct.pack("HP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or libc.prctl(
            PR_SET_SECCOMP, SECCOMP_MODE_FILTER, whole, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def command(unit_file, *words):
    """What root runs, to have `words` run in the sandbox."""
    unit = read_unit(unit_file)
    [capabilities] = unit["AmbientCapabilities"]
    few = ",".join("+" + name.lower().removeprefix("cap_")
                   for name in capabilities.split())
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}",
            "--clear-groups", f"--inh-caps=-all,{few}",
            f"--ambient-caps=-all,{few}", f"--bounding-set=-all,{few}",
            "/usr/bin/python3", "-B", __file__, unit_file, *words]


if __name__ == "__main__":
    confine(read_unit(sys.argv[1]))
    os.umask(0o027)
    os.execv(sys.argv[2], sys.argv[2:])
