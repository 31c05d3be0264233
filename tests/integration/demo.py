#!/usr/bin/python3
"""Shows one remote diagnosis from end to end; `./dev demo` calls it.

Starts a cloud with its own broker and one speaker on this machine, prints the
console's address, diagnoses the speaker through the HTTP API and shows it.
With root the speaker lives in a home of network namespaces; without, it uses
the host's network. Exit codes: 0 as expected, 1 another diagnosis than the
injected fault calls for, 2 something did not work, 64 usage.
"""

import argparse
import contextlib
import json
import pathlib
import signal
import sys
import tempfile
import time

from home import network as home_network
from home.cloud import Cloud
from home.faults import FAULTS
from home.speaker import Speaker


def arguments():
    parser = argparse.ArgumentParser(
        prog="./dev demo", description="One speaker, one cloud, one remote "
        "diagnosis.", epilog="faults: " + ", ".join(sorted(FAULTS)))
    parser.add_argument("--build", default="build/dev", help=argparse.SUPPRESS)
    parser.add_argument("--once", action="store_true",
                        help="end after one diagnosis; otherwise the console "
                        "stays up until Ctrl-C")
    parser.add_argument("--json", action="store_true",
                        help="print the result as JSON, the story on stderr")
    parser.add_argument("--fault", metavar="ID", help="inject this fault first")
    parser.add_argument("--port", type=int, default=0,
                        help="of the console (default: any free one)")
    options = parser.parse_args()
    if options.fault and options.fault not in FAULTS:
        parser.exit(64, f"demo: unknown fault {options.fault}; known: "
                    f"{', '.join(sorted(FAULTS))}\n")
    return options


class Demo:
    def __init__(self, options, directory, network):
        self.options = options
        self.network = network
        self.out = sys.stderr if options.json else sys.stdout
        binaries = pathlib.Path(options.build).resolve() / "bin"
        self.cloud = Cloud(binaries, directory, network, options.port)
        self.speaker = Speaker(options.build, directory, self.cloud)
        self.fault = FAULTS.get(options.fault)
        self.started = time.monotonic()

    def say(self, text):
        at = time.monotonic() - self.started
        print(f"{at:6.2f} s  {text}", file=self.out, flush=True)

    def run(self):
        self.say("starting the cloud and its broker")
        self.cloud.start()
        self.speaker.configure()
        self.say(f"console {self.cloud.url}/  token {self.cloud.token}")
        self.say("starting the speaker: its " + (
            "loudspeaker and microphones are the acoustic bench"
            if self.speaker.uses_bench else "sound card is this machine's"))
        self.speaker.start()
        device = self.cloud.wait_online(self.speaker.device)
        self.say(f"device {device['id']} is online, firmware "
                 f"{device['firmware'] or 'unnamed'}")
        if self.fault:
            self.fault.inject(self)
            self.say(f"injected {self.options.fault}: {self.fault.what}")
        if self.fault and self.fault.cuts_uplink:
            result = self.diagnose_at_home()
        else:
            result = self.diagnose_remotely()
        self.tell(result)
        self.tell_cases()
        return result

    def diagnose_remotely(self):
        base = f"/devices/{self.speaker.device}"
        session = self.cloud.call("POST", base + "/sessions",
                                  {"reason": "demo: remote diagnosis"})
        session = self.cloud.wait("the session to open", lambda: next(
            (s for s in [self.cloud.get(base)["session"]]
             if s and s["id"] == session["id"] and s["state"] != "opening"),
            None))
        if session["state"] != "open":
            raise RuntimeError(f"the session was refused: {session['refusal']}")
        self.say(f"session {session['id']} is open for {session['operator']}")
        command = self.cloud.call("POST", base + "/commands", {
            "verb": "diagnose", "reason": "demo: remote diagnosis"})
        command = self.cloud.watch(command, Follow(self.say))
        if command["state"] != "succeeded":
            raise RuntimeError(f"the command ended {command['state']}: "
                               f"{command['refusal'] or command['detail']}")
        return self.result(command["diagnosis"], command["results"],
                           self.receipt(command["receipt"]), remote=True)

    def diagnose_at_home(self):
        """This fault cuts the uplink: the owner asks the speaker itself, and
        the cloud learns of it once the home works again."""
        self.say("the cloud cannot reach the speaker now; its owner asks it: "
                 "soundcheck diagnose")
        _, answer = self.speaker.cli("diagnose")
        for run in answer["results"]:
            self.say(f"  {run['probe_id']:<18} {run['outcome']}: "
                     f"{run['summary']}")
        self.fault.repair(self)
        self.say("repaired the home; the report must now reach the cloud")
        report = self.cloud.wait(
            "the report of the diagnosis", lambda: self.report_of(
                answer["diagnosis"]), timeout=60)
        return self.result(report["diagnosis"], report["results"],
                           self.receipt(report), remote=False)

    def report_of(self, diagnosis):
        path = f"/devices/{self.speaker.device}/reports?limit=20"
        for report in self.cloud.get(path)["reports"]:
            found = report["diagnosis"]
            if report["trigger"] == "on_demand" and found and (
                    found["duration_ms"] == diagnosis["duration_ms"]):
                return report
        return None

    def receipt(self, stored):
        """The cloud stored it; the receipt is there when the outbox is empty."""
        def emptied():
            _, status = self.speaker.cli("status")
            return status["waiting_entries"] == 0
        self.cloud.wait("the receipt", emptied)
        return {"outbox": stored["outbox"], "seq": stored["seq"]}

    def result(self, diagnosis, results, receipt, remote):
        return {
            "device": self.speaker.device,
            "injected": self.options.fault,
            "remote": remote,
            "status": diagnosis["status"],
            "faults": [f["fault_id"] for f in diagnosis["faults"]],
            "seconds": diagnosis["duration_ms"] / 1000,
            "diagnosis": diagnosis,
            "results": results,
            "receipt": receipt,
        }

    def tell(self, result):
        texts = self.cloud.get("/knowledge")
        faults = {f["id"]: f for f in texts["faults"]}
        remedies = {r["id"]: r for r in texts["remedies"]}
        if not result["faults"]:
            self.say(f"diagnosis: {result['status']} "
                     f"({result['seconds']:.1f} s)")
        for found in result["diagnosis"]["faults"]:
            fault = faults[found["fault_id"]]
            self.say(f"diagnosis: {found['fault_id']} "
                     f"{100 * found['probability']:.0f} % "
                     f"({result['seconds']:.1f} s)")
            self.say(f"  {fault['owner']['en']}")
            self.say(f"  {fault['owner']['zh']}")
            for item in found["evidence_for"]:
                self.say(f"  because: {item['evidence']}")
            for remedy in found["remedy_ids"]:
                self.say(f"  remedy: {remedies[remedy]['owner']['en']}")
        if result["diagnosis"]["not_measured"]:
            self.say("  not measured: " +
                     ", ".join(result["diagnosis"]["not_measured"]))
        self.say(f"receipt: the cloud has stored entry "
                 f"{result['receipt']['seq']} of outbox "
                 f"{result['receipt']['outbox']}")

    def tell_cases(self):
        """What the fault has become on the support side."""
        for case in self.cloud.get("/cases?state=open")["cases"]:
            self.say(f"case {case['id']}: {case['fault_id'] or 'not named'}, "
                     f"severity {case['severity'] or 'unknown'}, queue "
                     f"{case['level']}, {case['state']}; {self.cloud.url}"
                     f"/cases/{case['id']}")

    def expected(self, result):
        if self.options.fault:
            return result["faults"][:1] == [self.options.fault]
        # What the host's own network may lack is none of the demo's making.
        return not self.network or result["status"] == "no_fault"


class Follow:
    """Tells each new thing about a command once."""

    def __init__(self, say):
        self.say = say
        self.state = None
        self.told = {}

    def __call__(self, command):
        if command["state"] != self.state:
            self.state = command["state"]
            self.say(f"command diagnose: {self.state}")
        for step in command["steps"]:
            if step["result"]:
                news = (f"{step['result']['outcome']}: "
                        f"{step['result']['summary']}")
            else:
                news = f"{100 * step['fraction']:3.0f} % {step['text']}"
            if self.told.get(step["probe_id"]) != news:
                self.told[step["probe_id"]] = news
                self.say(f"  {step['probe_id']:<18} {news}")


def show(options, directory, network):
    demo = Demo(options, directory, network)
    try:
        result = demo.run()
        if options.json:
            print(json.dumps(result, indent=2, ensure_ascii=False))
        if not options.once:
            demo.say(f"the console stays at {demo.cloud.url}/ until Ctrl-C")
            with contextlib.suppress(KeyboardInterrupt):
                signal.pause()
        return 0 if demo.expected(result) else 1
    finally:
        demo.speaker.stop()
        demo.cloud.stop()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    why_not = home_network.possible()
    if options.fault and FAULTS[options.fault].needs_network and why_not:
        print(f"demo: {options.fault} cannot be injected: {why_not}",
              file=sys.stderr)
        return 64
    if why_not:
        print(f"demo: {why_not}; the speaker uses the host's network",
              file=sys.stderr)
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="soundcheck-demo-"))
        network = None
        if not why_not:
            network = stack.enter_context(home_network.Network(directory))
        try:
            return show(options, directory, network)
        except KeyboardInterrupt:
            return 130
        except RuntimeError as error:
            print(f"demo: {error}", file=sys.stderr)
            for log in sorted(pathlib.Path(directory).glob("*.log")):
                text = log.read_text(encoding="utf-8", errors="replace")
                print(f"--- end of {log.name}\n{text[-2000:]}",
                      file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
