"""The owner of the virtual board, who answers support there: with the command
`soundcheck consent`, or with a program that uses libsoundcheck."""

import re

from fault_table import Step

PATIENCE_S = 60
TOOK_BACK = "the owner took the consent back"


class ByCommand:
    def __init__(self, board):
        self._board = board
        self._question = {}

    def asked(self, consent_class):
        """Waits for a question of this class; who asks, for what and why."""
        def pending():
            return [one for one in self._board.cli("consent")["pending"]
                    if one["consent_class"] == consent_class]
        self._question, = self._board.wait(
            f"a question for {consent_class}", pending, PATIENCE_S)
        return (self._question["operator"], self._question["what"]["en"],
                self._question["reason"])

    def yes(self):
        """Whether the speaker took the answer."""
        return self._answer("--once")

    def no(self):
        return self._answer("--deny")

    def _answer(self, how):
        status, _ = self._board.try_step(Step(
            "speaker", "soundcheck consent answer "
            f"{self._question['command_id']} {how}"))
        return status == 0

    def take_back(self):
        self._board.shell("soundcheck consent revoke test")


class ByProgram:
    """The example `buttons`. A pipe is its buttons."""

    def __init__(self, board):
        self._board = board
        self._heard = 0
        board.do([Step("machine", """
mkfifo /run/buttons
/usr/lib/board/examples/buttons <>/run/buttons >/run/buttons.log 2>&1 &""")])

    def asked(self, consent_class):
        return self._hear(
            rf"^(.*) asks for {consent_class}: (.*) \((.*)\)$").groups()

    def yes(self):
        return self._press("yes")

    def no(self):
        return self._press("no")

    def take_back(self):
        assert self._press("back")

    def _press(self, button):
        self._board.shell(f"echo {button} >/run/buttons")
        return self._hear(rf"^{button}: (.*)$")[1] == "done"

    def _hear(self, pattern):
        """What the program has said since the last time."""
        line = re.compile(pattern, re.MULTILINE)
        found = self._board.wait(
            f"the buttons to say {pattern}", lambda: line.search(
                self._board.shell("cat /run/buttons.log"), self._heard),
            PATIENCE_S)
        self._heard = found.end()
        return found
