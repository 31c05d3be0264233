#!/usr/bin/python3
"""What may cross the wire at all: verbs, their arguments, their results.

usage: verbs_test.py PROTOC PROTO_FOLDER
"""

import re
import sys

from descriptor_test import Field, descriptors

# Every text that an argument of a verb may hold, and what it is compared with.
# A new one belongs here, with the same kind of answer.
TEXTS = {
    "RunProbes.probe_ids": "ids of the catalog",
    "Diagnose.circumstances": "words of the knowledge base; others are ignored",
    "Cancel.command_id": "the id of the command that runs",
    "Command.apply_remedy": "the id of a remedy of the knowledge base",
    "ShowMeasurements.series": "the name of numbers that are kept",
    "ReadEvents.kind": "a word of ConnectionEvent; others match nothing",
    "CollectBundle.destination": "a name in the device's own policy",
}
# What a verb may bring that is opaque, and what becomes of it.
TOKENS = {
    "CollectBundle.token": "handed on to the destination, never read",
    "Command.update_knowledge": "compared with the hash of what was received",
}
# Bytes that may go up, and why they are no recording.
BYTES = {
    "SessionOpened.nonce": "16 random bytes",
    "Reply.audit": "lines of the audit log",
    "BundleCollected.sha256": "of the archive",
}
# Lists of numbers that may go up.
NUMBERS = {
    "HistorySeries.at_s": "starts of four hours or of a day",
    "HistorySeries.median": "of such a time",
    "HistorySeries.low": "of such a time",
    "HistorySeries.high": "of such a time",
}

HARMFUL = re.compile(
    r"path|file|url|uri|shell|script|exec|expression|regex|host|address|argv")
STRENGTH = re.compile(r"volume|loud|gain|amplitude|_db|level|repeat|times|count")
MICROPHONE_SWITCH = re.compile(r"mute|privacy|mic_switch|microphone")
NUMERIC = {Field.TYPE_DOUBLE, Field.TYPE_FLOAT, Field.TYPE_INT32,
           Field.TYPE_INT64, Field.TYPE_UINT32, Field.TYPE_UINT64,
           Field.TYPE_SINT32, Field.TYPE_SINT64, Field.TYPE_FIXED32,
           Field.TYPE_FIXED64, Field.TYPE_SFIXED32, Field.TYPE_SFIXED64}


def messages_of(descriptor_set):
    return {f"{file.package}.{message.name}": message
            for file in descriptor_set.file for message in file.message_type}


def fields_below(messages, name, seen=None):
    """("Message.field", field) of a message and all that it can hold."""
    seen = set() if seen is None else seen
    if name in seen:
        return
    seen.add(name)
    message = messages[name]
    for field in message.field:
        yield f"{message.name}.{field.name}", field
        if field.type == Field.TYPE_MESSAGE:
            yield from fields_below(messages, field.type_name[1:], seen)


def verbs(messages):
    command = messages["soundcheck.v1.Command"]
    return [field for field in command.field if field.HasField("oneof_index")]


def arguments(messages):
    for verb in verbs(messages):
        if verb.type == Field.TYPE_MESSAGE:
            yield from fields_below(messages, verb.type_name[1:])
        else:
            yield f"Command.{verb.name}", verb


def test_R03_no_verb_can_touch_the_microphone_switch(messages):
    names = [verb.name for verb in verbs(messages)]
    names += [name for name, _ in arguments(messages)]
    assert len(names) > 5
    for name in names:
        assert not MICROPHONE_SWITCH.search(name), name


def test_R04_nothing_that_goes_up_can_hold_a_recording(messages):
    seen = 0
    for top in ("Reply", "HealthReport"):
        for name, field in fields_below(messages, f"soundcheck.v1.{top}"):
            seen += 1
            assert field.type != Field.TYPE_BYTES or name in BYTES, name
            a_list = field.label == Field.LABEL_REPEATED
            assert not (a_list and field.type in NUMERIC) or name in NUMBERS, \
                name
    assert seen > 50


def test_R05_arguments_are_typed_and_name_nothing_outside(messages):
    found = set()
    for name, field in arguments(messages):
        assert field.type != Field.TYPE_BYTES or name in TOKENS, name
        assert not HARMFUL.search(name.lower()), name
        if field.type == Field.TYPE_STRING:
            assert name in TEXTS, f"{name} is a text; what may it say?"
            found.add(name)
    assert found == set(TEXTS), "TEXTS names what is no more"


def test_R11_no_verb_says_how_loud_or_how_often(messages):
    """Loudness is the profile's, and nothing is repeated by an argument."""
    for name, _ in arguments(messages):
        assert not STRENGTH.search(name.lower()), name


def main():
    messages = messages_of(descriptors(sys.argv[1], sys.argv[2]))
    failures = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test(messages)
        except AssertionError as failure:
            failures += 1
            print(f"{name}: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
