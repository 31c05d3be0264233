"""A real board, reached through labgrid: its own console or ssh, the ssh of
the home's router, and, where there is one, a power switch."""

import os
import shlex
import time

from fault_table import Step, script
from labgrid.protocol import CommandProtocol, PowerProtocol

from .board import Board, BoardError
from .standing_cloud import StandingCloud


class LabgridBoard(Board):
    """`env` is labgrid's environment, see labgrid/example.yaml."""

    def __init__(self, env):
        self.env = env
        self._speaker = env.get_target("speaker")
        if not self._speaker:
            raise BoardError("the environment has no target \"speaker\"")
        self._router = (env.get_target("router")
                        if "router" in env.config.get_targets() else None)
        self.name = self._option("name", "real")
        self.device = self._option("device")
        self.tenant = self._option("tenant", "default")
        token = os.environ.get("SOUNDCHECK_TOKEN")
        if not token:
            raise BoardError("set SOUNDCHECK_TOKEN to a token of the cloud "
                             "with the role support")
        self.cloud = StandingCloud(self._option("cloud_url"), token)
        self.broker = self._option("broker", {})
        self.probes = self._option("probes", {})
        self._broken = None
        self._boot_id = ""
        self._since_ms = 0

    def _option(self, name, default=None):
        options = self.env.config.data["targets"]["speaker"].get("options", {})
        if name not in options and default is None:
            raise BoardError(f"the target \"speaker\" needs the option {name}")
        return options.get(name, default)

    def try_step(self, step, timeout=60):
        target = {"speaker": self._speaker, "router": self._router}[step.at]
        names = {**self._option("names"), "now": int(time.time())}
        text = script(step, names)
        # One line, because a serial console prompts within a longer command.
        line = text.replace("\\", "\\\\").replace("\n", "\\n")
        command = f"sh -c \"$(printf %b {shlex.quote(line)})\""
        driver = target.get_driver(CommandProtocol)
        output, errors, status = driver.run(command, timeout=float(timeout))
        return status, "\n".join([*output, *errors])

    def why_not(self, fault):
        steps = [*fault.on, *fault.off]
        if fault.only_virtual:
            return fault.only_virtual
        if any(step.at == "router" for step in steps) and not self._router:
            return "the environment has no target \"router\""
        if fault.cuts_home and not self._option("out_of_band", False):
            return ("the speaker is reached over the Wi-Fi that this fault "
                    "cuts (option out_of_band)")
        return ""

    def recover(self):
        """There is no snapshot: undo what a failed scenario left behind, and
        where that does not help, switch the power off and on."""
        self._since_ms = int(time.time() * 1000) - 60_000
        if self._broken:
            for step in self._broken.off:
                self.try_step(step)
            self._broken = None
        try:
            self.wait_online(self._since_ms)
        except BoardError:
            power = self._speaker.get_driver(PowerProtocol, activate=True)
            power.cycle()
            self._reconnect()
            self.wait_online(self._since_ms, timeout=180)

    def inject(self, fault):
        self._broken = fault
        super().inject(fault)

    def mend(self, fault):
        super().mend(fault)
        self._broken = None

    def prepare_restart(self):
        self._since_ms = int(time.time() * 1000)
        self._boot_id = self._read_boot_id()

    def _read_boot_id(self):
        return self.shell("cat /proc/sys/kernel/random/boot_id").strip()

    def await_restart(self):
        def restarted():
            try:
                self._reconnect()
                return self._read_boot_id() != self._boot_id
            except Exception:  # labgrid's drivers raise many kinds
                return False
        self.wait("the board to be up again", restarted, 300)
        self.wait_online(self._since_ms, timeout=120)

    def _reconnect(self):
        driver = self._speaker.get_driver(CommandProtocol, activate=False)
        self._speaker.deactivate(driver)
        self._speaker.activate(driver)

    def logs(self):
        logs = {}
        for name, command in self._option("logs", {}).items():
            status, output = self.try_step(
                Step("speaker", f"{command} | tail -n 40"))
            logs[name] = output if status == 0 else f"exit status {status}"
        return logs
