"""Starting and stopping."""

import os
import signal
import socket
import stat
import subprocess
import sys

from cloud_process import PROGRAM, wait_until


def test_a_taken_port_is_told_clearly(cloud):
    for option in ("--http", "--broker-listen"):
        other = "--broker-listen" if option == "--http" else "--http"
        kind = "http" if option == "--http" else "mqtt"
        done = cloud.tool("serve", "--data", cloud.folder / "other", option,
                          f"127.0.0.1:{cloud.ports[kind]}", other,
                          "127.0.0.1:0", check=False)
        assert done.returncode == 64
        assert str(cloud.ports[kind]) in done.stderr
        assert "choose another port" in done.stderr


def test_private_keys_are_nobody_elses_business(cloud, tmp_path):
    out = cloud.enrol("kitchen")
    secrets = [out / "device.key", *(cloud.data / "pki").rglob("*.key")]
    assert len(secrets) == 7
    for file in [*secrets, cloud.data / "cloud.db"]:
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600, file
    assert stat.S_IMODE(os.stat(cloud.data).st_mode) == 0o700
    settings = (out / "soundcheck.toml").read_text()
    assert 'id = "kitchen"' in settings and 'tenant = "default"' in settings
    subject = subprocess.run(
        ["openssl", "x509", "-in", out / "device.crt", "-noout", "-subject"],
        capture_output=True, text=True, check=True).stdout
    assert "O = default" in subject and "CN = kitchen" in subject


def test_bad_device_ids_and_other_tenants_are_refused(cloud, tmp_path):
    for bad in ("a/b", "+", "@cloud", "a b", "x" * 65):
        done = cloud.tool("enrol", bad, "--data", cloud.data, "--out",
                          tmp_path / "x", check=False)
        assert done.returncode == 64 and "device id" in done.stderr
    done = cloud.tool("enrol", "a", "--data", cloud.data, "--tenant", "other",
                      "--out", tmp_path / "x", check=False)
    assert done.returncode == 64 and "default" in done.stderr


def test_tokens_are_listed_and_revoked(cloud):
    listed = cloud.tool("token", "list", "--data", cloud.data).stdout
    assert listed == "support\tsupport_l2\nviewer\tviewer\n"
    cloud.tool("token", "revoke", "--name", "viewer", "--data", cloud.data)
    assert cloud.get("/me", role="viewer").status == 401
    assert cloud.get("/me", role="support").status == 200


def test_a_killed_cloud_takes_its_broker_with_it(cloud):
    cloud.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", cloud.ports["mqtt"])) != 0


def test_a_broker_that_hangs_does_not_keep_the_cloud_from_stopping(cloud):
    os.kill(cloud.ports["broker_pid"], signal.SIGSTOP)
    cloud.stop()


def test_a_socket_that_was_handed_over_is_used(cloud, tmp_path):
    listener = socket.create_server(("127.0.0.1", 0))
    ready = tmp_path / "ready.json"
    activate = ("import os,sys; os.dup2(int(sys.argv[1]), 3); "
                "os.environ.update(LISTEN_PID=str(os.getpid()), "
                "LISTEN_FDS='1'); os.execv(sys.argv[2], sys.argv[2:])")
    process = subprocess.Popen(
        [sys.executable, "-c", activate, str(listener.fileno()), PROGRAM,
         "serve", "--data", tmp_path / "handed", "--broker-listen",
         "127.0.0.1:0", "--ready-file", ready],
        pass_fds=(listener.fileno(),))
    port = listener.getsockname()[1]
    listener.close()
    try:
        wait_until(ready.exists, "the ready file")
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 200 ")
    finally:
        process.terminate()
        assert process.wait(20) == 0
