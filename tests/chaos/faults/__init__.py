"""The faults, by kind: what is done to a world while its people live their days."""

from dataclasses import replace

from tests.chaos.campaign import Fault
from tests.chaos.faults import absence, clocks, deaths, files, poison, quiet, refusals, servers

NONE = Fault("none", quiet.nothing, dates=2, control=True)
KILLS = Fault("kill -9 at random", deaths.killed_at_random, 40, dates=2, control=True)
ALL = (
    NONE,
    KILLS,
    Fault("kill -9 at a call", deaths.killed_at_a_call, 8, control=True),
    Fault("death at boundaries", deaths.at_every_boundary, 20, pairs=1),
    Fault("SIGTERM", deaths.told_to_stop, 6, control=True),
    Fault("429 on some chats", refusals.flooded_chats, control=True),
    Fault("429 on all", refusals.flooded, 2, pairs=2, control=True),
    Fault("5xx, HTML, resets", refusals.failing, 3, pairs=2, control=True),
    Fault("answers lost", refusals.answers_lost, 2, pairs=2, control=True),
    Fault("Telegram unreachable", refusals.unreachable, 5, pairs=2, control=True),
    Fault("down 1 min", absence.away, 1, pairs=2, control=True),
    Fault("down 1 h", absence.away, 60, pairs=2, control=True),
    Fault("down 26 h", absence.away, 26 * 60, dates=3, pairs=2, control=True),
    Fault("down 8 days", absence.away, 8 * 24 * 60, dates=11, pairs=2, control=True),
    Fault("poison updates", poison.updates, pairs=2, control=True),
    Fault("poison notices", poison.notices, 4, pairs=2),
    Fault("403: one has blocked us", poison.blocked, pairs=3, control=True),
    Fault("disk full", files.disk_full, 2, pairs=2, control=True),
    Fault("database locked", files.locked, 3, pairs=2, control=True),
    Fault("unusable files", files.unusable, pairs=2),
    Fault("second start", files.second_start, 2, pairs=2),
    Fault("old backup restored", files.restored, pairs=2),
    Fault("clock wrong by 1 h to 10 years", clocks.set_wrong, pairs=2),
    Fault("clock back 4 min", clocks.set_back_a_little, pairs=2),
)
ON_POSTGRES = (
    NONE,
    KILLS,
    Fault("SIGTERM", deaths.told_to_stop, 6),
    Fault("PostgreSQL stopped at once", servers.stopped_at_once, 6, dates=2),
    Fault("connections cut off", servers.cut_off, 6),
    Fault("429 on some chats", refusals.flooded_chats),
    Fault("answers lost", refusals.answers_lost, 2, pairs=2),
)
PLANTED = (
    # each in the fault that a bot with it would not survive
    Fault("offset before commit", deaths.killed_at_a_call, 8, pairs=2),
    Fault("send before commit", deaths.killed_with_the_disk_slow, 8, pairs=1),
    Fault("step without lock", quiet.nothing, pairs=2),
    Fault("no withdrawal", refusals.flooded_chats, pairs=2),
)


def planted() -> list[Fault]:
    """Ours with each of the four bugs."""
    return [replace(fault, plan={"bug": fault.name}) for fault in PLANTED]
