"""The README's table of the verbs of remote assist, made of what the code says:
the wire (command.proto) and the verbs' own files. Run it to print the table."""

import pathlib
import re

ROOT = pathlib.Path(__file__).parents[3]
PROTO = ROOT / "proto/soundcheck/v1/command.proto"
VERBS = ROOT / "agent/assist/verbs"
# What a verb of one plain value is asked with.
PLAIN = {"identify": "seconds", "apply_remedy": "remedy_id",
         "update_knowledge": "sha256"}
HEAD = ["| no. | verb | what it does | arguments | consent class "
        "| one at a time |",
        "|---|---|---|---|---|---|"]


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def fields(proto, message):
    body = re.search(rf"^message {message} {{(.*?)}}", proto, re.M | re.S)
    return re.findall(r"^ +(?:repeated )?\w+ (\w+) = \d+;",
                      body.group(1), re.M)


def sentence(comment):
    """The first one of some comment lines."""
    text = " ".join(line.strip().removeprefix("//").strip()
                    for line in comment.splitlines())
    return re.match(r"[^.]*", text).group(0)


def what_it_does(proto, kind, comment):
    if kind.islower():
        return sentence(comment)
    found = re.search(rf"((?:^//.*\n)+)message {kind} ", proto, re.M)
    return sentence(found.group(1))


def rows_of_the_wire():
    """(number, name, what it does, arguments) of every verb, in the order of
    numbers."""
    proto = PROTO.read_text(encoding="utf-8")
    oneof = re.search(r"oneof verb {(.*?)\n  }", proto, re.S).group(1)
    found = []
    row = re.compile(r"((?:^ +//.*\n)*)^ +(\w+) (\w+) = (\d+);", re.M)
    for comment, kind, name, number in row.findall(oneof):
        own = [PLAIN[name]] if name in PLAIN else fields(proto, kind)
        found.append((int(number), name, what_it_does(proto, kind, comment),
                      own))
    return sorted(found)


def consent_of(source):
    if ".under_policy = false" in source:
        return "none, it only ends something"
    if "remedy->consent_class" in source:
        return "as the remedy and its probes"
    if "errand_of(" in source:
        return "`read` or `test`, as its probes"
    return "`" + re.search(r"ConsentClass::(\w+)", source).group(1) + "`"


def sources():
    """The file of each verb, by the name that it gives itself."""
    found = {}
    for file in VERBS.glob("*.cpp"):
        source = file.read_text(encoding="utf-8")
        name = re.search(r'\.name = "(\w+)"', source)
        if name:
            found[name.group(1)] = source
    return found


def table():
    files = sources()
    lines = list(HEAD)
    for number, name, does, arguments in rows_of_the_wire():
        if name not in files:
            continue  # the wire knows it, this agent refuses it as unsupported
        source = files[name]
        waits = "yes" if ".exclusive = true" in source else "no"
        shown = ", ".join(f"`{one}`" for one in arguments) or "none"
        lines.append(f"| {number} | `{camel(name)}` | {does} | {shown} | "
                     f"{consent_of(source)} | {waits} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
