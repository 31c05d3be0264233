#!/usr/bin/python3
"""Compares the wire types with those that are out in the field.

usage: descriptor_test.py [--update] PROTOC PROTO_FOLDER GOLDEN

GOLDEN lists every field as "message.field = number type label" and every enum
value as "enum.VALUE = number". A field or value that was renumbered, retyped,
renamed or removed breaks speakers that are already sold; retire a field with
`reserved` instead, which the list shows as "message.reserved N". A new one is
fine and only has to be written down, which --update does. --update refuses to
write down a break.
"""

import argparse
import glob
import os
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2

Field = descriptor_pb2.FieldDescriptorProto


def descriptors(protoc, folder):
    files = sorted(glob.glob(f"{folder}/soundcheck/v1/*.proto"))
    with tempfile.TemporaryDirectory() as temporary:
        out = os.path.join(temporary, "set.pb")
        subprocess.run([protoc, "-I", folder, "--descriptor_set_out", out]
                       + files, check=True)
        with open(out, "rb") as data:
            return descriptor_pb2.FileDescriptorSet.FromString(data.read())


def field_text(message, field):
    """"3 string singular", or optional, repeated, "oneof name"."""
    kind = Field.Type.Name(field.type)[len("TYPE_"):].lower()
    if field.type_name:
        kind = field.type_name.rpartition(".soundcheck.v1.")[2]
    label = "repeated" if field.label == Field.LABEL_REPEATED else "singular"
    if field.proto3_optional:
        label = "optional"
    elif field.HasField("oneof_index"):
        label = "oneof " + message.oneof_decl[field.oneof_index].name
    return f"{field.number} {kind} {label}"


def reserved(start, end):
    """The numbers of a gap; "to max" has too many to list them all."""
    return range(start, min(end, start + 1000))


def list_enum(enum, prefix, entries):
    for value in enum.value:
        entries[f"{prefix}{enum.name}.{value.name}"] = str(value.number)
    for gap in enum.reserved_range:
        for number in reserved(gap.start, gap.end + 1):
            entries[f"{prefix}{enum.name}.reserved {number}"] = str(number)


def list_message(message, prefix, entries):
    name = prefix + message.name
    for field in message.field:
        entries[f"{name}.{field.name}"] = field_text(message, field)
    for gap in message.reserved_range:
        for number in reserved(gap.start, gap.end):
            entries[f"{name}.reserved {number}"] = str(number)
    for inner in message.nested_type:
        list_message(inner, name + ".", entries)
    for enum in message.enum_type:
        list_enum(enum, name + ".", entries)


def entries_of(descriptor_set):
    """{"message.field": "number type label"} of all files."""
    entries = {}
    for file in descriptor_set.file:
        for message in file.message_type:
            list_message(message, "", entries)
        for enum in file.enum_type:
            list_enum(enum, "", entries)
    return entries


def retired(name, text, actual):
    """True when the number of a field that is gone is reserved."""
    scope = name.rpartition(".")[0]
    return f"{scope}.reserved {text.split()[0]}" in actual


def breaks(golden, actual):
    for name, text in golden.items():
        if name in actual and actual[name] != text:
            yield f"{name} was \"{text}\" and is now \"{actual[name]}\""
        elif name not in actual and ".reserved " in name:
            yield f"{name} is free again"
        elif name not in actual and not retired(name, text, actual):
            yield f"{name} = {text} is gone; its number is not reserved"


def unlisted(golden, actual):
    """What the list and the protos do not both have, breaks left aside."""
    return sorted(set(actual) ^ set(golden))


def read(file):
    entries = {}
    with open(file, encoding="utf-8") as text:
        for line in text:
            if line.strip() and not line.startswith("#"):
                name, _, value = line.strip().partition(" = ")
                entries[name] = value
    return entries


def write(file, entries):
    with open(file, "w", encoding="utf-8") as text:
        text.write("# Every field and enum value of the wire; see "
                   "descriptor_test.py.\n")
        for name, value in entries.items():
            text.write(f"{name} = {value}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("protoc")
    parser.add_argument("proto_folder")
    parser.add_argument("golden")
    arguments = parser.parse_args()

    actual = entries_of(descriptors(arguments.protoc, arguments.proto_folder))
    golden = read(arguments.golden) if os.path.exists(arguments.golden) else {}
    broken = list(breaks(golden, actual))
    for problem in broken:
        print(f"BREAKS THE WIRE: {problem}")
    if broken:
        return 1
    if arguments.update:
        write(arguments.golden, actual)
        return 0
    missing = unlisted(golden, actual)
    for name in missing:
        print(f"not written down: {name}")
    if missing:
        print(f"{len(missing)} changes are compatible; write them down with: "
              f"{sys.executable} {' '.join([sys.argv[0], '--update'] + sys.argv[1:])}")
        return 1
    print(f"{len(actual)} entries, none changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
