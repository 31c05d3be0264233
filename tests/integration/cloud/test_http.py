"""The API's manners, and what it does with bad input."""

import json
import socket
import ssl
import time

import pytest

from cloud_process import wait_until


def test_everything_asks_for_a_token(cloud):
    assert cloud.get("/healthz", role=None).json["status"] == "ok"
    assert cloud.get("/openapi.json", role=None).json["openapi"] == "3.1.0"
    for path in ("/me", "/summary", "/devices", "/events", "/knowledge"):
        refused = cloud.get(path, role=None)
        assert refused.status == 401, path
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert cloud.get("/me", role="viewer").json == {
        "name": "viewer", "role": "viewer", "rights": ["see"]}


def test_a_viewer_may_only_look(cloud, speaker):
    speaker(connect=False)
    for verb, path in (("POST", "/commands"), ("POST", "/sessions"),
                       ("DELETE", "/sessions/x")):
        refused = cloud.ask(verb, "/api/v1/devices/kitchen" + path, role="viewer",
                            body={"verb": "diagnose"} if verb == "POST" else None)
        assert refused.status == 403
        assert refused.error["code"] == "forbidden"


def test_the_cookie_of_a_login_opens_the_api_until_logout(cloud):
    login = cloud.post("/login", {"token": cloud.tokens["viewer"]}, role=None)
    cookie = login.headers["Set-Cookie"].split(";")[0]

    assert login.json["role"] == "viewer"
    assert "HttpOnly" in login.headers["Set-Cookie"]
    assert "SameSite=Strict" in login.headers["Set-Cookie"]
    me = cloud.get("/me", role=None, headers={"Cookie": cookie})
    assert me.json["name"] == "viewer"
    out = cloud.post("/logout", role=None, headers={"Cookie": cookie})
    assert out.status == 204 and "Max-Age=0" in out.headers["Set-Cookie"]
    assert cloud.post("/login", {"token": "no"}, role=None).status == 401


def test_guessing_is_slowed_down(cloud):
    answers = [cloud.post("/login", {"token": f"guess{i}"}, role=None)
               for i in range(25)]

    assert answers[0].status == 401
    assert answers[-1].status == 429
    assert answers[-1].headers["Retry-After"]
    assert cloud.get("/me").status == 200


@pytest.mark.parametrize("body,word", [
    ("{", "malformed_json"), ("[]", "malformed_json"), ("", "malformed_json"),
    ('{"verb":"shell"}', "verb"), ('{"verb":7}', "verb"), ("{}", "verb"),
    ('{"verb":"diagnose","complaint":"bored"}', "complaint"),
    ('{"verb":"run_probes"}', "probes"),
    ('{"verb":"run_probes","probes":[]}', "probes"),
    ('{"verb":"run_probes","probes":"x"}', "probes"),
    ('{"verb":"apply_remedy"}', "remedy"),
    ('{"verb":"apply_remedy","remedy":""}', "remedy"),
    ('{"verb":"cancel"}', "command"),
    ('{"verb":"diagnose","evil":1}', "evil"),
    ('{"verb":"diagnose","reason":"' + "x" * 501 + '"}', "reason"),
    (b'{"verb":"\xff"}', "malformed_json"),
])
def test_a_bad_body_is_refused_and_what_is_wrong_is_named(cloud, speaker, body,
                                                          word):
    speaker(connect=False)
    refused = cloud.ask("POST", "/api/v1/devices/kitchen/commands", body=body)

    assert refused.status == 400
    assert word in refused.error["message"] or word == refused.error["code"]


def test_each_wrong_way_has_its_status(cloud, speaker):
    speaker(connect=False)
    here = "/api/v1/devices/kitchen"
    assert cloud.get("/nothing").status == 404
    assert cloud.get("/devices/cellar").error["code"] == "unknown_device"
    assert cloud.get("/commands/none").status == 404
    assert cloud.get("/devices/kitchen/reports?limit=0").status == 400
    assert cloud.get("/devices/kitchen/reports?before=x").status == 400
    assert cloud.get("/devices?state=odd").status == 400
    wrong = cloud.ask("PUT", here + "/commands", body={})
    assert wrong.status == 405
    assert wrong.headers["Allow"] == "GET, POST"
    assert cloud.ask("POST", "/index.html", body={}).status == 405
    typed = cloud.ask("POST", here + "/commands", body='{"verb":"diagnose"}',
                      headers={"Content-Type": "text/plain"})
    assert typed.status == 415
    cancel = cloud.post("/devices/kitchen/commands",
                        {"verb": "cancel", "command": "none"})
    assert cancel.status == 404
    large = cloud.ask("POST", here + "/commands", body="x" * 70000)
    assert large.status == 413 and large.error["code"] == "too_large"


def raw(cloud, data):
    with socket.create_connection(("127.0.0.1", cloud.ports["http"]),
                                  timeout=10) as connection:
        connection.sendall(data)
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
        return answer


def test_what_is_not_http_is_told_so(cloud):
    assert b" 400 " in raw(cloud, b"hello\r\n\r\n").split(b"\r\n")[0]
    assert b" 400 " in raw(cloud, b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n"
                           b"Connection: close\r\n\r\n").split(b"\r\n")[0]
    assert b" 431 " in raw(cloud, b"GET / HTTP/1.1\r\nX: " + b"x" * 20000 +
                           b"\r\n\r\n").split(b"\r\n")[0]
    assert cloud.get("/healthz").status == 200


def test_another_host_name_is_not_answered(cloud):
    for host in ("evil.example", "127.0.0.1.evil.example"):
        refused = cloud.get("/healthz", headers={"Host": host})
        assert refused.status == 421


def test_every_answer_carries_the_security_headers(cloud):
    for path in ("/", "/api/v1/me", "/api/v1/nothing", "/assets/a-1234.js"):
        headers = cloud.ask("GET", path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert cloud.get("/me").headers["Cache-Control"] == "no-store"


def test_the_console_is_served_and_nothing_around_it(cloud):
    (cloud.web() / "escape").symlink_to("/etc")
    page = cloud.ask("GET", "/devices/kitchen", role=None)
    assert page.body == b"<title>console</title>"
    assert page.headers["Cache-Control"] == "no-cache"
    script = cloud.ask("GET", "/assets/a-1234.js", role=None)
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in script.headers["Cache-Control"]
    assert cloud.ask("GET", "/assets/none.js", role=None).status == 404
    for path in ("/../data/cloud.db", "/%2e%2e/data/cloud.db",
                 "/escape/passwd", "/..%2fdata%2fcloud.db"):
        answer = cloud.ask("GET", path, role=None)
        assert b"root:" not in answer.body and b"SQLite" not in answer.body
        assert answer.status in (200, 400)


def test_connectivity_checks_are_answered_with_204_and_the_time(cloud):
    ask = b"GET /generate_204 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    context = ssl.create_default_context(cafile=cloud.data / "pki" / "ca.crt")
    for kind in ("probe_http", "probe_https"):
        with socket.create_connection(("127.0.0.1", cloud.ports[kind]),
                                      timeout=10) as plain:
            line = (context.wrap_socket(plain, server_hostname="localhost")
                    if kind == "probe_https" else plain)
            line.sendall(ask)
            answer = b""
            while chunk := line.recv(4096):
                answer += chunk
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 204 ") and body == b""
        assert b"\r\nDate: " in head


class Events:
    def __init__(self, cloud, last=None, query=""):
        self.connection = cloud.connection()
        headers = {"Authorization": f"Bearer {cloud.tokens['viewer']}"}
        if last:
            headers["Last-Event-ID"] = last
        self.connection.request("GET", "/api/v1/events" + query,
                                headers=headers)
        self.response = self.connection.getresponse()
        self.last = None

    def next(self, seconds=30):
        """The next event with data, as (kind, data)."""
        kind, data = "message", None
        deadline = time.monotonic() + seconds
        while True:
            assert time.monotonic() < deadline, f"no event in {seconds} s"
            line = self.response.readline().decode()
            assert line, "the cloud closed the stream of events"
            line = line.rstrip("\n")
            if line.startswith("id: "):
                self.last = line[4:]
            elif line.startswith("event: "):
                kind = line[7:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
            elif line == "" and data is not None:
                return kind, data
            elif line == "" and kind == "message":
                if self.last and data is None:
                    return "start", None

    def next_of(self, wanted):
        while True:
            kind, data = self.next()
            if kind == wanted:
                return data

    def close(self):
        self.connection.close()


def test_events_tell_changes_and_resume(cloud, speaker):
    events = Events(cloud)
    assert events.response.headers["Content-Type"] == "text/event-stream"
    assert events.next()[0] == "start"
    kitchen = speaker()
    assert events.next_of("device")["row"]["state"] == "online"
    kitchen.send_report(1)
    first = events.next_of("report")
    assert (first["device"], first["report"]["seq"]) == ("kitchen", 1)
    last = events.last
    events.close()

    kitchen.send_report(2)
    kitchen.send_report(3)
    for _ in range(3):
        kitchen.next_receipt()
    again = Events(cloud, last=last)
    seqs = [again.next_of("report")["report"]["seq"] for _ in range(2)]
    assert seqs == [2, 3]
    again.close()
    lost = Events(cloud, last="1")
    assert lost.next()[0] == "start"
    assert lost.next()[0] == "reset"
    lost.close()


def test_events_of_one_device_leave_the_others_out(cloud, speaker):
    events = Events(cloud, query="?device=bath")
    assert events.next()[0] == "start"
    speaker("kitchen")
    speaker("bath")
    assert events.next_of("device")["device"] == "bath"
    events.close()


def test_a_reader_that_does_not_read_harms_nobody(cloud, speaker):
    lazy = Events(cloud)
    kitchen = speaker()
    result = {"summary": "x" * 20000}
    started = time.monotonic()
    for seq in range(1, 120):
        report = kitchen.report(seq)
        report.results.add(probe_id="network.dns", **result)
        kitchen.publish("report", report.SerializeToString())
    for _ in range(119):
        kitchen.next_receipt()
    assert time.monotonic() - started < 60
    asked = time.monotonic()
    assert cloud.get("/summary").status == 200
    assert time.monotonic() - asked < 5
    lazy.close()
