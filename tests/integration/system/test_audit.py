"""The audit log of a speaker, read and judged by the cloud: what a thief of the
whole state folder can do to it, and what support sees then."""

import hashlib
import json
import os
import subprocess


def tool(cloud, *words):
    return subprocess.run(
        [cloud.binary, *words, "--url", cloud.url], capture_output=True,
        text=True, check=False, timeout=120,
        env=dict(os.environ, SOUNDCHECK_TOKEN=cloud.token))


def verify(cloud, speaker, *words):
    return tool(cloud, "audit", "verify", speaker.device, *words)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def write_chain(speaker, lines):
    """As the speaker itself would have written these events: a sound chain,
    and the record of its end."""
    previous, out = 64 * "0", []
    for number, line in enumerate(lines, 1):
        line = {**line, "n": number, "prev": previous}
        out.append(json.dumps(line, separators=(",", ":"),
                              ensure_ascii=False))
        previous = sha256(out[-1])
    log = speaker.directory / "state/audit.log"
    log.write_text("".join(line + "\n" for line in out))
    record = f"{len(out):020d} {previous}"
    log.with_name("audit.log.end").write_text(
        f"{record} {sha256(record)[:16]}\n")


def lines_of(speaker):
    text = (speaker.directory / "state/audit.log").read_text()
    return [json.loads(line) for line in text.splitlines()]


def test_a_sound_log_is_read_on_and_told_as_sound(cloud, speaker):
    first = verify(cloud, speaker)
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stdout.startswith("lines 1 to ")

    second = verify(cloud, speaker, "--json")

    view = json.loads(second.stdout)
    assert second.returncode == 0
    assert view["first"] == 1 and view["problem"] is None
    assert view["last"] > int(first.stdout.split()[3])
    kept = tool(cloud, "audit", "show", speaker.device).stdout.splitlines()
    assert len(kept) == view["last"]
    assert [json.loads(line)["n"] for line in kept] == list(
        range(1, view["last"] + 1))


def harmed(cloud, speaker, harm):
    assert verify(cloud, speaker).returncode == 0
    speaker.stop()
    lines = lines_of(speaker)
    harm(lines)
    write_chain(speaker, lines)
    speaker.start()
    cloud.wait_online(speaker.device)
    done = verify(cloud, speaker)
    # The speaker itself saw nothing: its chain was sound.
    assert not (speaker.directory / "state/audit.log.broken").exists()
    return done


def test_an_edited_chain_is_noticed_by_the_cloud(cloud, speaker):
    def edit(lines):
        lines[0]["operator"] = "nobody"

    done = harmed(cloud, speaker, edit)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "does not follow the line before" in done.stdout


def test_a_reordered_chain_is_noticed_by_the_cloud(cloud, speaker):
    def reorder(lines):
        lines[0], lines[1] = lines[1], lines[0]

    assert harmed(cloud, speaker, reorder).returncode == 1


def test_a_cut_chain_is_noticed_by_the_cloud(cloud, speaker):
    def cut(lines):
        del lines[1:]

    done = harmed(cloud, speaker, cut)

    assert done.returncode == 1, done.stdout + done.stderr
    assert verify(cloud, speaker, "--kept").returncode == 1


def test_reading_verbs_by_the_command_line(cloud, speaker):
    events = tool(cloud, "events", speaker.device, "--kind", "broker_online")
    assert events.returncode == 0, events.stdout + events.stderr
    assert "\tbroker_online\t" in events.stdout
    told = json.loads(tool(cloud, "events", speaker.device, "--json").stdout)
    assert {e["kind"] for e in told["events"]} >= {"watch_began",
                                                   "broker_online"}
    numbers = tool(cloud, "measurements", speaker.device, "--json")
    assert numbers.returncode == 0
    assert json.loads(numbers.stdout)["measurements"]["placed"] in (True, False)

    light = tool(cloud, "identify", speaker.device)
    assert light.returncode == 2
    assert light.stdout.startswith("refused: unsupported ")
    closer = tool(cloud, "reporting", speaker.device, "--each", "10", "--for",
                  "60")
    assert (closer.returncode, closer.stdout) == (0, "done\n")
    wrong = tool(cloud, "reporting", speaker.device, "--each", "10", "--for",
                 "86400")
    assert wrong.returncode == 64 and "300" in wrong.stderr
