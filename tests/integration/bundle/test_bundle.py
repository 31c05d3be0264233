"""What leaves, how much of it, and what it costs."""

import hashlib
import json
import os
import re
import stat
import subprocess

import pytest

import canaries as c


def unpacked(file, folder):
    """By Debian's own tar and zstd: {name: bytes}."""
    folder.mkdir()
    subprocess.run(["tar", "--zstd", "-xf", file, "-C", folder], check=True)
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def exported(board, *words):
    file = board.folder / "bundle.tar.zst"
    done = board.run("export", str(file), *words)
    assert done.returncode == 0, done.stderr
    return done, file, unpacked(file, board.folder / "unpacked")


def leaks(what):
    text = what.lower()
    return [needle for needle in c.NEEDLES
            if needle.lower().encode() in text]


def test_R20_no_canary_leaves_in_the_bundle(board):
    done, _, items = exported(board)

    assert len(items) > 12
    for name, content in items.items():
        assert leaks(name.encode()) == [], name
        assert leaks(content) == [], name
    assert leaks(done.stdout) == [] and leaks(done.stderr) == []


def test_R20_no_canary_is_in_the_preview(board):
    for words in ([], ["--json"], ["--show", "logs/messages.txt"],
                  ["--show", "audit.jsonl"]):
        shown = board.run("preview", *words)

        assert shown.returncode == 0, shown.stderr
        assert leaks(shown.stdout) == []
        assert leaks(shown.stderr) == []


def test_every_source_is_in_the_bundle(board):
    _, _, items = exported(board)

    assert {"versions.json", "reports.jsonl", "connection.jsonl",
            "starts.jsonl", "crashes.txt", "trends.jsonl", "audit.jsonl",
            "journal/wpa_supplicant.txt", "journal/kernel.txt",
            "logs/messages.txt", "logs/wpa_supplicant.log.txt",
            "manifest.json"} <= set(items)


def test_what_an_expert_needs_is_still_there(board):
    _, _, items = exported(board)

    for name in ("logs/messages.txt", "journal/wpa_supplicant.txt",
                 "crashes.txt"):
        for line in c.USEFUL:
            assert line.encode() in items[name], (name, line)
    report = json.loads(items["reports.jsonl"])
    assert report["results"][0]["measurements"] == [
        {"name": "signal", "value": -81, "unit": "dBm"}]
    assert report["diagnosis"]["faults"][0]["fault_id"] == "wifi.weak_signal"
    events = [json.loads(line) for line in
              items["connection.jsonl"].decode().splitlines()]
    assert events[0]["access_point"] == "00:00:00:00:00:00"
    assert events[1]["code"] == 15
    assert json.loads(items["versions.json"])["firmware"]["NAME"] == "Tune OS"
    assert json.loads(items["trends.jsonl"])["median"] == -61


def test_one_access_point_has_one_name_in_all_items(board):
    _, _, items = exported(board)
    pattern = rb"associate with (<mac-[0-9a-f]{10}>)"
    name, = set(re.findall(pattern, items["logs/messages.txt"]))
    events = items["connection.jsonl"].decode().splitlines()

    assert json.loads(events[1])["access_point"].encode() == name
    assert name in items["crashes.txt"]


def test_the_manifest_tells_size_hash_and_what_was_replaced(board):
    done, _, items = exported(board, "--json")
    manifest = json.loads(items["manifest.json"])

    assert json.loads(done.stdout)["manifest"] == manifest
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}",
                        manifest["reference"])
    told = {item["name"]: item for item in manifest["items"]}
    assert set(told) == set(items) - {"manifest.json"}
    for name, item in told.items():
        assert item["bytes"] == len(items[name])
        assert item["sha256"] == hashlib.sha256(items[name]).hexdigest()
    replaced = told["logs/messages.txt"]["redacted"]
    for kind in ("ssid", "secret", "mac", "ip4", "ip6", "email", "token",
                 "serial", "position", "host", "account"):
        assert replaced[kind] > 0, kind
    # No daemon runs here, and that is said.
    assert [one["name"] for one in manifest["unfinished"]] == ["status.json"]


def test_R22_the_preview_tells_what_the_export_holds(board):
    shown = json.loads(board.run("preview", "--json").stdout)["manifest"]
    _, _, items = exported(board)
    kept = json.loads(items["manifest.json"])
    table = board.run("preview").stdout.decode()

    def names(manifest):
        return [(item["name"], item["redacted"]) for item in manifest["items"]]

    assert names(shown) == names(kept)
    for item in kept["items"]:
        assert item["name"] in table
    text = board.run("preview", "--show", "logs/messages.txt").stdout
    assert text == items["logs/messages.txt"]


def test_R21_a_new_secret_unlinks_old_bundles(board):
    first = board.run("preview", "--show", "logs/messages.txt").stdout
    secret = board.state / "redaction-acme.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_bytes()) == 32
    again = board.run("preview", "--show", "logs/messages.txt").stdout
    secret.unlink()
    other = board.run("preview", "--show", "logs/messages.txt").stdout
    pattern = rb"<[a-z0-9-]*[0-9a-f]{10}>"

    assert first == again
    assert set(re.findall(pattern, first))
    assert not set(re.findall(pattern, first)) & set(re.findall(pattern, other))


def test_a_secret_that_root_makes_is_the_daemons(board):
    if os.geteuid() != 0:
        pytest.skip("not root")
    os.chown(board.state, 1234, 1234)
    board.run("preview")

    assert (board.state / "redaction-acme.key").stat().st_uid == 1234


def test_a_secret_that_others_can_read_is_refused(board):
    board.run("preview")
    secret = board.state / "redaction-acme.key"
    secret.chmod(0o644)
    done = board.run("preview")

    assert done.returncode == 1
    assert b"others may read it" in done.stderr


def test_a_hundred_megabytes_of_logs_take_little(board):
    line = (c.log_text() * 40).encode()
    for number in range(10):
        with open(board.root / f"var/log/big-{number}.log", "wb") as log:
            for _ in range(10 * 1024 * 1024 // len(line) + 1):
                log.write(line)
    done, file, items = exported(board)
    manifest = json.loads(items["manifest.json"])

    assert file.stat().st_size <= 2 * 1024 * 1024
    assert manifest["unfinished"] == [{"name": "status.json",
                                       "why": "soundcheckd cannot be reached"}]
    big = [item for item in manifest["items"] if "big-" in item["name"]]
    assert len(big) == 10 and all(item["cut"] for item in big)
    for name, content in items.items():
        assert leaks(content) == [], name
    assert done.stderr == b""


def test_its_own_memory_is_four_megabytes_at_most(board):
    """The kernel refuses it more; see program/memory.cpp."""
    watch = board.programs / "journalctl"
    limits = board.folder / "limits"
    watch.write_text(f"#!/bin/sh\ncat /proc/$PPID/limits > {limits}\n")
    exported(board)
    data, = re.findall(r"Max data size +(\d+)", limits.read_text())

    assert int(data) == 4 * 1024 * 1024


def test_what_cannot_be_made_smaller_still_fits(board):
    board.write_config("[bundle]\ntotal_kib = 128\n")
    for number in range(4):
        noise = subprocess.run(
            ["sh", "-c", f"head -c 150000 /dev/urandom | base64 -w 19; "
             f"echo newest {number}"], capture_output=True, check=True).stdout
        (board.root / f"var/log/noise-{number}.log").write_bytes(noise)
    _, file, items = exported(board)
    manifest = json.loads(items["manifest.json"])

    assert file.stat().st_size <= 128 * 1024
    assert "the bundle is full" in [one["why"] for one in
                                    manifest["unfinished"]]


def test_a_source_that_hangs_is_left_behind(board):
    board.write_config("[bundle]\nitem_deadline_s = 1\n"
                       'units = ["wpa_supplicant"]\n')
    (board.programs / "journalctl").write_text(
        "#!/bin/sh\necho first line\nsleep 60\n")
    _, _, items = exported(board)
    unfinished = json.loads(items["manifest.json"])["unfinished"]

    assert items["journal/wpa_supplicant.txt"] == b"first line\n"
    assert {"name": "journal/wpa_supplicant.txt",
            "why": "journalctl: it takes too long"} in unfinished
    assert "logs/messages.txt" in items


def test_the_global_deadline_ends_it(board):
    board.write_config("[bundle]\ndeadline_s = 1\n")
    (board.programs / "journalctl").write_text("#!/bin/sh\nsleep 60\n")
    _, _, items = exported(board)
    unfinished = json.loads(items["manifest.json"])["unfinished"]

    assert {"name": "logs/messages.txt", "why": "no time was left"} in unfinished
    assert "reports.jsonl" in items


def test_strange_files_are_told_not_read(board):
    board.write_config('[bundle]\nlogs = ["pipe", "gone", "messages"]\n')
    subprocess.run(["mkfifo", board.root / "var/log/pipe"], check=True)
    _, _, items = exported(board)
    unfinished = {one["name"]: one["why"] for one in
                  json.loads(items["manifest.json"])["unfinished"]}

    assert unfinished["logs/pipe.txt"] == "it is no regular file"
    assert "No such file" in unfinished["logs/gone.txt"]
    assert "logs/messages.txt" in items


def test_a_damaged_database_is_told(board):
    (board.state / "agent.db").write_bytes(b"no database at all" * 100)
    for suffix in ("-wal", "-shm"):
        (board.state / f"agent.db{suffix}").unlink(missing_ok=True)
    _, _, items = exported(board)
    unfinished = {one["name"] for one in
                  json.loads(items["manifest.json"])["unfinished"]}

    assert {"reports.jsonl", "connection.jsonl"} <= unfinished
    assert "logs/messages.txt" in items


def test_an_export_that_fails_leaves_nothing(board):
    done = board.run("export", str(board.folder / "no-folder" / "x"))

    assert done.returncode == 73
    assert b"cannot be written" in done.stderr


@pytest.mark.parametrize("policy, complaint", [
    ('[bundle]\nlogs = ["../../etc/shadow"]\n', "policy.toml:2: bundle.logs: "),
    ("[bundle]\ntotal_kib = 9999\n", "policy.toml:2: bundle.total_kib: "),
    ('[bundle.destinations.x]\nurl = "http://example.com/"\n',
     "policy.toml:2: bundle.destinations.x.url: must be an https"),
    ("[bundle]\ntypo = 1\n", "policy.toml:2: bundle.typo: unknown key"),
])
def test_a_wrong_policy_is_told_with_its_line(board, policy, complaint):
    board.write_config(policy)
    done = board.run("preview")

    assert done.returncode == 78
    assert complaint in done.stderr.decode()


def test_the_command_line_leads_here(board):
    done = subprocess.run(
        [board.run.__globals__["BIN"] / "soundcheck", "bundle", "preview",
         "--config", board.config, "--json"],
        capture_output=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["manifest"]["items"]
