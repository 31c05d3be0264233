"""What the board says, seen from outside by a client of another make."""

import time

import pytest
import wire
from examination import Remote


@pytest.fixture
def listened(fresh, tap, story):
    """The board was diagnosed remotely; everything it said meanwhile."""
    if not tap:
        pytest.skip("this broker lets nobody listen")
    begun = time.monotonic()
    with story.step("diagnose remotely"):
        remote = Remote(fresh)
        story.tell(remote.diagnose())
        remote.close()
    fresh.wait("a report on the wire",
               lambda: tap.heard("report", since=begun - 60))
    return tap


@pytest.mark.smoke
def test_everything_on_the_wire_is_a_message_of_proto(listened, story):
    counted = {}
    for heard in listened.heard():
        message = heard.message()
        assert not list(wire.unknown_enums(message)), heard.kind
        assert not list(wire.unknown_fields(message)), heard.kind
        counted[heard.kind] = counted.get(heard.kind, 0) + 1
    story.notes["messages"] = ", ".join(
        f"{count} {kind}" for kind, count in sorted(counted.items()))
    for kind in ("presence", "report", "reply", "command", "receipt"):
        assert counted.get(kind), f"no {kind} was heard"


def test_presence_tells_the_slot_and_every_probe(listened, fresh):
    presence = listened.heard("presence")[-1].message()
    assert presence.device == fresh.device
    assert presence.state == presence.DESCRIPTOR.fields_by_name[
        "state"].enum_type.values_by_name["PRESENCE_STATE_ONLINE"].number
    listed = fresh.cli("list")
    assert [p.id for p in presence.probes] == [
        p["id"] for p in listed["probes"]]
    boot_id = fresh.shell("cat /proc/sys/kernel/random/boot_id").strip()
    assert presence.boot_id == boot_id


def test_numbers_of_an_outbox_rise_and_replies_count_from_one(listened):
    last = {}
    for heard in listened.heard("report"):
        report = heard.message()
        # What got no receipt comes again under its own number.
        assert report.seq >= 1
        before = last.setdefault(report.outbox, [])
        if report.seq not in before:
            assert not before or report.seq > before[-1]
            before.append(report.seq)
    counts = {}
    for heard in listened.heard("reply"):
        reply = heard.message()
        if reply.command_id:
            counts.setdefault(reply.command_id, []).append(reply.n)
    for numbers in counts.values():
        fresh = sorted(set(numbers))
        assert fresh[0] == 1
    assert last and counts


@pytest.mark.smoke
def test_no_name_or_address_of_the_home_is_on_the_wire(listened, fresh, story):
    secrets = home_secrets(fresh)
    story.notes["looked for"] = f"{len(secrets)} names and addresses"
    assert len(secrets) >= 6
    for heard in listened.heard():
        for what, secret in secrets.items():
            assert secret.lower() not in heard.payload.lower(), (
                f"{what} in a {heard.kind}")


def home_secrets(board):
    """The board's own network name and addresses, as text and as bytes."""
    found = {}
    link = board.shell("iw dev $station link")
    for line in link.splitlines():
        if "SSID:" in line:
            found["SSID"] = line.split("SSID:")[1].strip().encode()
        if "Connected to" in line:
            add_mac(found, "BSSID", line.split()[2])
    add_mac(found, "MAC", board.shell(
        "cat /sys/class/net/$station/address").strip())
    addresses = board.shell(
        "ip -o address show dev $station; ip route show default")
    for word in addresses.replace("/", " ").split():
        if word.count(".") == 3 and word.replace(".", "").isdigit():
            found[f"IP {word}"] = word.encode()
        if word.count(":") >= 3:
            found[f"IP {word}"] = word.encode()
    return found


def add_mac(found, name, text):
    found[name] = text.encode()
    found[f"{name} in bytes"] = bytes.fromhex(text.replace(":", ""))
    found[f"{name} without colons"] = text.replace(":", "").encode()
