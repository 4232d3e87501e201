"""A process that has read all the code and is forked for every life: a start takes no second.

Each life is a process of its own with its own pid, signals and files, running the same `main` as
`python -m bot`. Orders are lines of JSON on stdin, one answer or end a line on stdout.
"""

import json
import os
import select
import signal
import sys
from typing import Any

from tests.chaos import control, victim

Json = dict[str, Any]
MAINS = {"bot": victim.main, "control": control.main}


def serve() -> None:
    """Until stdin is closed; then nothing of what was born here lives on."""
    alive: set[int] = set()
    ended, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([0, ended], [], [])
        if ended in ready:
            os.read(ended, 4096)
            reap(alive)
        if 0 in ready:
            line = sys.stdin.readline()
            if not line:
                for pid in alive:
                    os.kill(pid, signal.SIGKILL)
                return
            order = json.loads(line)
            pid = os.fork()
            if not pid:
                live(order, (ended, wakes))
            alive.add(pid)
            tell({"order": order["order"], "pid": pid})


def reap(alive: set[int]) -> None:
    """Say who has ended, and how: a code, or minus a signal."""
    while alive:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        alive.discard(pid)
        tell({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def live(order: Json, ours: tuple[int, ...]) -> None:
    """Become the process that was ordered. Never returns."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for there, here in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(there, here)
    for file in (nothing, log, *ours):
        os.close(file)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    if (uid := order["plan"].get("uid")) is not None:
        os.setuid(uid)
    code = 70
    try:
        code = MAINS[order["main"]](order["arguments"], order["plan"])
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def tell(what: Json) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
