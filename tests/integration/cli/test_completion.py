"""The scripts that complete the command lines, in the shells themselves."""

import os
import shutil
import subprocess

import pytest

from conftest import BIN

# As bash's programmable completion calls it: the words, and which of them the
# cursor is in.
DRIVER = """
source <("$1" completion bash) || exit 9
name=$(basename "$1"); shift
COMP_WORDS=("$name" "$@"); COMP_CWORD=$#
spec=$(complete -p "$name")
function=$(sed 's/.*-F \\([^ ]*\\).*/\\1/' <<< "$spec")
"$function" "$name" "${COMP_WORDS[COMP_CWORD]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""

programs = pytest.mark.parametrize("program", ["soundcheck",
                                               "soundcheck-cloud"])


def program_of(name):
    if not (BIN / name).exists():
        pytest.skip(f"{name} is not built")
    return BIN / name


def complete(name, *words):
    done = subprocess.run(
        ["bash", "--norc", "-c", DRIVER, "bash", program_of(name), *words],
        capture_output=True, text=True, check=True, timeout=30)
    assert done.stderr == ""
    return [word for word in done.stdout.split("\n") if word]


def offered(name, *words):
    """What --help tells, for comparison: commands and long options."""
    told = subprocess.run([program_of(name), *words, "--help"],
                          capture_output=True, text=True, check=True).stdout
    section, names = "", set()
    for line in told.splitlines():
        if line and line[0] != " ":
            section = line
        elif section == "Subcommands:" and line[2:3] not in ("", " "):
            names.add(line.split()[0])
        else:
            names |= {part.strip(",") for part in line.split("  ")[1:2]
                      for part in part.split(",") if part.startswith("--")}
    return {name.split()[0] for name in names}


@pytest.mark.parametrize("words, expected", [
    (("dia",), ["diagnose"]),
    (("consent", "a"), ["allow", "answer"]),
    (("--json", "firmware", "s"), ["sign"]),
    (("diagnose", "--complaint", "no_"), ["no_sound"]),
    (("diagnose", "--lang", ""), ["en", "zh"]),
    # The value of an option is no command.
    (("--profile", "run", "sta"), ["status"]),
    (("completion", "b"), ["bash"]),
    (("run", "--soc"), ["--socket"]),
    # Whatever may be a file is left to the shell.
    (("firmware", "sign", "--key", "x"), []),
    (("nonsense-word", "hist"), ["history"]),
])
def test_the_command_of_the_speaker_in_bash(words, expected):
    assert sorted(complete("soundcheck", *words)) == sorted(expected)


@pytest.mark.parametrize("words, expected", [
    (("app",), ["approval"]),
    (("approval", "c"), ["countersign"]),
    (("keys", "add", "--role", "s"), ["service", "support_1", "support_2"]),
    (("token", "--data", "add", "li"), ["list"]),
    (("serve", "--ready"), ["--ready-fd", "--ready-file"]),
])
def test_the_command_of_the_cloud_in_bash(words, expected):
    assert sorted(complete("soundcheck-cloud", *words)) == expected


@programs
def test_all_that_help_tells_is_offered(program):
    pending = [()]
    seen = 0
    while pending:
        words = pending.pop()
        told = offered(program, *words)
        got = set(complete(program, *words, ""))
        assert told <= got, (words, told - got)
        seen += len(told)
        pending += [(*words, name) for name in told if name[0] != "-"]
    assert seen > 60


@programs
def test_zsh_reads_its_script_and_offers_the_same(program, tmp_path):
    if not shutil.which("zsh"):
        pytest.skip("no zsh here")
    script = subprocess.run([program_of(program), "completion", "zsh"],
                            capture_output=True, text=True, check=True).stdout
    (tmp_path / f"_{program}").write_text(script)
    # _describe is told what would be offered; nothing is drawn.
    driver = (f"compdef() {{ }}; source {tmp_path}/_{program}\n"
              "_describe() { print -l -- ${(P)2} }\n"
              "words=(x consent ''); CURRENT=3; "
              f"_{program.replace('-', '_')}\n"
              if program == "soundcheck" else
              f"compdef() {{ }}; source {tmp_path}/_{program}\n"
              "_describe() { print -l -- ${(P)2} }\n"
              "words=(x approval ''); CURRENT=3; _soundcheck_cloud\n")
    done = subprocess.run(["zsh", "-f", "-c", driver], capture_output=True,
                          text=True, check=True, timeout=30,
                          env=dict(os.environ, HOME=str(tmp_path)))
    first = done.stdout.splitlines()
    assert done.stderr == ""
    assert any(line.startswith(("allow:", "countersign:")) for line in first)


@programs
def test_another_shell_is_told_which_there_are(program):
    done = subprocess.run([program_of(program), "completion", "fish"],
                          capture_output=True, text=True, check=False)

    assert done.returncode == 64
    assert "bash" in done.stderr and "zsh" in done.stderr
