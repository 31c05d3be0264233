"""What the owner of a speaker may demand: that nothing of it is known."""

from cloud_process import wait_until

CANARY = "canary-4711"


def everything(cloud):
    return b"".join(file.read_bytes() for file in cloud.data.glob("cloud.db*"))


def helped(cloud, speaker):
    """A speaker with a report, a session, a case and half of a bundle."""
    from soundcheck.v1 import command_pb2 as pb
    from soundcheck.v1 import report_pb2
    one = speaker()
    wait_until(lambda: cloud.get("/devices/kitchen").json["state"] == "online",
               "online")
    one.send_report(1, results=[report_pb2.ProbeResult(
        probe_id="network.dns", outcome=report_pb2.OUTCOME_FAILED,
        summary=CANARY)])
    one.next_receipt()
    cloud.post("/cases", {"device": "kitchen", "complaint": "no_sound"})
    made = cloud.post("/devices/kitchen/commands",
                      {"verb": "collect_bundle", "destination": "support",
                       "reason": CANARY})
    one.open_session(one.next_command(), seq=2)
    told = one.next_command()
    uploaded = cloud.ask(
        "PUT", f"/api/v1/uploads/{told.id}", body=CANARY.encode() * 100,
        role=None, headers={
            "Authorization": f"Bearer {told.collect_bundle.token.hex()}",
            "Content-Type": "application/zstd",
            "Content-Range": "bytes 0-1099/9999"})
    assert uploaded.status == 200
    one.reply(told, 1, pb.REPLY_STATE_FAILED, seq=3, detail=CANARY)
    wait_until(lambda: cloud.get(f"/commands/{made.json['id']}").json["state"]
               == "failed", "its end")
    return one, made.json["session"]


def add_admin(cloud):
    cloud.tokens["admin"] = cloud.tool(
        "token", "add", "--name", "root", "--role", "admin", "--data",
        cloud.data).stdout.strip()


def erase(cloud, *words):
    """`soundcheck-cloud erase WORDS`, as an administrator."""
    return cloud.tool("erase", *words, "--url",
                      f"http://127.0.0.1:{cloud.ports['http']}", check=False,
                      env={"SOUNDCHECK_TOKEN": cloud.tokens["admin"]})


def test_R24_the_cloud_forgets_a_speaker_for_ever(cloud, speaker):
    add_admin(cloud)
    one, session = helped(cloud, speaker)
    assert CANARY.encode() in everything(cloud)
    assert erase(cloud, "kitchen").returncode == 64  # --yes is missing
    assert "end it first" in erase(cloud, "kitchen", "--yes").stderr
    cloud.ask("DELETE", f"/api/v1/devices/kitchen/sessions/{session}")
    from soundcheck.v1 import command_pb2 as pb
    one.reply(one.next_command(), 1, pb.REPLY_STATE_SUCCEEDED, seq=4)
    wait_until(lambda: erase(cloud, "kitchen", "--yes").returncode == 0,
               "the erasure")

    assert CANARY.encode() not in everything(cloud)
    assert cloud.get("/devices/kitchen/reports").json["reports"] == []
    assert cloud.get("/devices/kitchen/bundles").json["bundles"] == []
    assert cloud.get("/cases?device=kitchen").json["cases"] == []
    event, = cloud.get("/devices/kitchen/timeline").json["events"]
    assert (event["kind"], event["data"]) == ("erased", {"operator": "root"})
    # It is enrolled as before, and not taken for an old one.
    made = cloud.post("/devices/kitchen/sessions", {"reason": "again"})
    assert made.status == 201
    assert one.next_command().counter > 0


def test_only_an_administrator_erases_and_says_so_twice(cloud, speaker):
    speaker()
    assert cloud.post("/devices/kitchen/erasure",
                      {"device": "kitchen"}).status == 403
    add_admin(cloud)
    wrong = cloud.post("/devices/kitchen/erasure", {"device": "bathroom"},
                       role="admin")
    assert wrong.status == 400
    assert cloud.post("/devices/none/erasure", {"device": "none"},
                      role="admin").status == 404
