"""What --help offers and --json prints stands in the man page, and the other
way round."""

import pathlib
import re
import subprocess

import pytest

from conftest import BIN

AGENT = pathlib.Path(__file__).parents[3] / "agent"
CLOUD_PAGE = AGENT.parent / "cloud-sim" / "cli" / "soundcheck-cloud.1"
PAGES = [("soundcheck", AGENT / "cli" / "soundcheck.1",
          [[], ["list"], ["run"], ["diagnose"], ["status"], ["consent"],
           ["consent", "allow"], ["consent", "deny"],
           ["consent", "answer"], ["consent", "history"],
           ["consent", "revoke"], ["session", "end"],
           ["session"], ["replay"], ["knowledge", "check"],
           ["knowledge", "stats"], ["knowledge", "explain"],
           ["audio", "stimulus"], ["audio", "analyse"],
           ["audio", "baseline"], ["firmware", "sign"],
           ["firmware", "verify"], ["firmware", "mark-good"],
           ["bundle", "preview"], ["bundle", "export"],
           ["remedy", "list"], ["remedy", "apply"], ["consent", "list"],
           ["history"], ["erase"],
           ["completion"]]),
         ("soundcheckd", AGENT / "soundcheckd.8", [[]]),
         ("soundcheck-cloud", CLOUD_PAGE,
          [[], ["serve"], ["enrol"], ["keys"], ["keys", "list"],
           ["keys", "add"], ["keys", "rotate"], ["keys", "revoke"],
           ["token"], ["token", "add"], ["token", "list"],
           ["token", "revoke"], ["devices"], ["reports"], ["diagnose"],
           ["run"], ["remedy"], ["approval", "list"],
           ["approval", "countersign"], ["approval", "decline"],
           ["case", "list"], ["case", "show"], ["case", "note"],
           ["case", "close"], ["identify"], ["measurements"], ["events"],
           ["reporting"], ["audit", "verify"], ["audit", "show"],
           ["bundle"], ["knowledge", "show"], ["knowledge", "release"],
           ["knowledge", "withdraw"], ["knowledge", "propose"],
           ["knowledge", "adopt"], ["erase"], ["completion"]])]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


@pytest.mark.parametrize("program, page, commands", PAGES)
def test_options_agree(program, page, commands):
    if not (BIN / program).exists():
        pytest.skip(f"{program} is not built")
    offered = set()
    for words in commands:
        text = subprocess.run([BIN / program, *words, "--help"],
                              capture_output=True, text=True, check=True).stdout
        # Only what a line begins with; sentences speak of others' options.
        for line in text.splitlines():
            if re.match(r"\s+-", line):
                offered |= set(OPTION.findall(line.strip().split("  ")[0]))
    described = set()
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith((".B", ".BR", ".BI")):
            described |= set(OPTION.findall(line.replace("\\-", "-")))

    assert offered == described


@pytest.mark.parametrize("program, page, commands", PAGES)
def test_every_command_is_looked_at_and_described(program, page, commands):
    if not (BIN / program).exists():
        pytest.skip(f"{program} is not built")
    text = page.read_text(encoding="utf-8")

    def offered(words):
        told = subprocess.run([BIN / program, *words, "--help"],
                              capture_output=True, text=True,
                              check=True).stdout
        listed = told.partition("Subcommands:\n")[2].partition("\n\n")[0]
        return re.findall(r"^  ([a-z][a-z-]+)(?: |$)", listed, re.MULTILINE)

    pending = [[name] for name in offered([])]
    while pending:
        words = pending.pop()
        below = [[*words, name] for name in offered(words)]
        pending += below
        assert below or words in commands, words
        assert re.search(rf"\b{re.escape(words[-1])}\b",
                         text.replace("\\-", "-")), words


def test_the_clouds_man_page_has_every_exit_status():
    text = CLOUD_PAGE.read_text(encoding="utf-8")
    header = (CLOUD_PAGE.parent / "exit_codes.hpp").read_text(encoding="utf-8")

    assert set(re.findall(r"^\.B (\d+)$", text, re.MULTILINE)) == set(
        re.findall(r"constexpr int \w+ = (\d+);", header))


def test_the_man_page_has_every_exit_status():
    text = (AGENT / "cli" / "soundcheck.1").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\.B (\d+)$", text, re.MULTILINE))
    help_text = subprocess.run([BIN / "soundcheck", "--help"],
                               capture_output=True, text=True,
                               check=True).stdout

    assert documented == set(re.findall(r"^  (\d+)  +\w", help_text,
                                        re.MULTILINE))


def test_the_man_page_has_every_key_of_the_json():
    text = (AGENT / "cli" / "soundcheck.1").read_text(encoding="utf-8")
    section = text[text.index(".SH JSON"):text.index(".SH FILES")]
    described = set()
    for line in section.splitlines():
        if line.startswith((".B ", ".BR ", ".RB ")):
            described |= set(re.findall(r"[a-z]+(?:_[a-z]+)*", line[3:]))
    source = "".join((AGENT / "cli" / name).read_text(encoding="utf-8")
                     for name in ("json.cpp", "history.cpp", "consents.cpp",
                                  "remedy.cpp"))
    printed = set(re.findall(r'(?<!Row)\{"([a-z_]+)",\s', source))
    printed |= set(re.findall(
        r'object\["([a-z_]+)"\] =',
        (AGENT / "cli" / "remedy.cpp").read_text(encoding="utf-8")))
    # Not keys, but words beside their translations.
    printed -= {"healed", "unchanged", "worse", "failed", "not_supported",
                "interrupted"}
    commands = {"run", "diagnose", "list", "status", "consent", "history",
                "remedy", "apply"}

    assert len(printed) > 50
    assert described - commands == printed - commands



@pytest.mark.parametrize("page", [page for _, page, _ in PAGES])
def test_the_man_page_is_sound_roff(page):
    groff = subprocess.run(["sh", "-c", "command -v groff"],
                           capture_output=True, check=False)
    if groff.returncode != 0:
        pytest.skip("no groff here")
    done = subprocess.run(["groff", "-man", "-ww", "-z", page],
                          capture_output=True, text=True, check=True)
    assert done.stderr == ""
