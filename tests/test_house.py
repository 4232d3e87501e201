"""Keeps the rules of the house true: sizes, names, pages, settings, the lock, the clock.

Every check names all offenders at once, so that one run is enough to mend them.
"""

import ast
import importlib
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest

from bot.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "scheduler", "storage", "deploy")
MIGRATIONS = "storage/migrations/versions"  # lists of statements, frozen once they have run
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "services", "manager", "managers"}
CLOCK_READ = re.compile(
    r"(datetime\.)?(datetime\.(now|utcnow|today)|date\.today)|time\.(time|time_ns|localtime)"
)
FUNCTION_MOST, FUNCTION_MEDIAN, FUNCTION_P90, FILE_MOST, DOCSTRING_MOST = 40, 8, 20, 300, 6


def modules(*rooms: str) -> list[Path]:
    """Every Python file of the rooms, by its path."""
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's place and its lines, from `def` to its last one."""
    for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        assert node.end_lineno
        yield f"{name(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def measured() -> list[tuple[str, int]]:
    paths = [path for path in modules(*ROOMS) if not name(path).startswith(MIGRATIONS)]
    return [found for path in paths for found in functions(path)]


def none_of(offenders: list[str], rule: str) -> None:
    assert not offenders, f"{rule}:\n  " + "\n  ".join(offenders)


def test_every_module_opens_by_saying_what_it_is_for() -> None:
    paths = modules(*ROOMS, "tests")
    silent = [name(path) for path in paths if not ast.get_docstring(tree(path))]
    none_of(silent, "Modules without a docstring")
    long = [
        name(path)
        for path in paths
        if len((ast.get_docstring(tree(path)) or "").splitlines()) > DOCSTRING_MOST
    ]
    none_of(long, f"Module docstrings of more than {DOCSTRING_MOST} lines; aim for one to three")


def test_no_function_is_too_long_to_read_at_once() -> None:
    long = [f"{place}: {lines} lines" for place, lines in measured() if lines > FUNCTION_MOST]
    none_of(long, f"Functions of more than {FUNCTION_MOST} lines")


def test_most_functions_are_short() -> None:
    lines = [lines for _, lines in measured()]
    middle, tenth = median(lines), quantiles(lines, n=10)[-1]
    longest = sorted(measured(), key=lambda found: -found[1])[:15]
    shown = "\n  ".join(f"{place}: {lines} lines" for place, lines in longest)
    assert middle <= FUNCTION_MEDIAN, f"median {middle} of {len(lines)}; the longest:\n  {shown}"
    assert tenth <= FUNCTION_P90, f"one in ten above {tenth}; the longest:\n  {shown}"


def test_no_file_holds_more_than_one_idea() -> None:
    sizes = [
        (path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(*ROOMS)
    ]
    long = [
        f"{name(path)}: {size} lines"
        for path, size in sizes
        if size > FILE_MOST and not name(path).startswith(MIGRATIONS)
    ]
    none_of(long, f"Files of more than {FILE_MOST} lines")


def test_no_file_is_named_for_nothing_in_particular() -> None:
    vague = [
        name(path)
        for path in modules(*ROOMS, "tests")
        if BANNED_NAMES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    none_of(vague, "Names that say nothing; name the idea instead")


def test_only_the_clock_reads_the_clock() -> None:
    readers = [
        f"{name(path)}:{place}"
        for path in modules("bot", "scheduler", "storage")
        if name(path) != "scheduler/clock.py"
        for place in clock_reads(path)
    ]
    none_of(readers, "Time is an argument; only scheduler/clock.py reads it")


def clock_reads(path: Path) -> Iterator[str]:
    for node in nodes(path, ast.Attribute):
        if CLOCK_READ.fullmatch(ast.unparse(node)):
            yield f"{getattr(node, 'lineno', 0)} {ast.unparse(node)}"
    for node in nodes(path, ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        if node.module == "time" and any(alias.name.startswith("time") for alias in node.names):
            yield f"{node.lineno} {ast.unparse(node)}"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import datetime\ndatetime.datetime.now()", True),
        ("from datetime import datetime\nf = datetime.now", True),
        ("from datetime import date\ndate.today()", True),
        ("import time\ntime.time()", True),
        ("from time import time", True),
        ("clock.now()\nimport time\ntime.monotonic()", False),
    ],
)
def test_a_clock_read_is_recognised(tmp_path: Path, code: str, found: bool) -> None:
    (tmp_path / "read.py").write_text(code)
    assert bool(list(clock_reads(tmp_path / "read.py"))) is found


def test_sql_never_asks_the_database_for_the_time() -> None:
    asking = re.compile(
        r"func\.(now|current_timestamp|localtimestamp)\(|CURRENT_TIMESTAMP|\bnow\(\)"
    )
    found = [
        f"{name(path)}:{number} {line.strip()}"
        for path in modules("storage")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if asking.search(line)
    ]
    none_of(found, "Instants travel as values into SQL")


def test_nothing_below_the_bot_awaits_but_the_runner() -> None:
    waiting = [
        f"{name(path)}:{getattr(node, 'lineno', 0)}"
        for path in modules("scheduler", "storage")
        if name(path) != "scheduler/runner.py"
        for node in nodes(path, ast.AsyncFunctionDef, ast.Await)
    ]
    none_of(waiting, "Sync inside, async at the edge")


def test_the_rooms_imported_are_ours() -> None:
    for room in (*ROOMS, "tests"):
        assert importlib.import_module(room).__file__ == str(ROOT / room / "__init__.py")


@cache
def repository() -> list[Path]:
    """Every text file that is or would be committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing tells which files are the project's")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / line for line in out.split("\0") if line and is_text(ROOT / line)]


def is_text(path: Path) -> bool:
    return path.is_file() and b"\0" not in path.read_bytes()[:8000]


def test_no_file_names_a_machine_or_a_package_index() -> None:
    hosts = [("python", "hosted."), ("py", "pi."), ("registry.npm", "js"), ("deb.deb", "ian")]
    folders = [("wo", "rk/"), ("fa", "rm/"), ("ro", "ot/."), ("opt/", "wheels"), ("Us", "ers/")]
    parts = [re.escape("".join(pair)) for pair in hosts]
    parts += [rf"(?<![\w.:/-])/{''.join(pair)}(?=[\w.])" for pair in folders]
    pattern = re.compile("|".join(parts))
    found = [
        f"{name(path)}:{number} {line.strip()[:90]}"
        for path in repository()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]
    none_of(found, "Paths of one machine, or addresses of package indexes")


def read_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    text = (ROOT / "deploy/.env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(re.sub(r"(?m)^#(?=[A-Z_]+=)", "", text), encoding="utf-8")
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return read_settings()


def test_every_setting_is_in_the_example_and_nothing_else_is() -> None:
    text = (ROOT / "deploy/.env.example").read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^#?([A-Z_]+)=", text)
    assert sorted(shown) == sorted(field.upper() for field in Settings.model_fields)


def test_the_example_shows_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_example(tmp_path, monkeypatch)
    assert read.model_dump() == Settings().model_dump()


def ours(room: str, page: str) -> tuple[set[str], set[str]]:
    """The modules that a room's page should name, and those that it does name."""
    base, there = ROOT / room, set()
    for path in modules(room):
        relative = path.relative_to(base).as_posix()
        only_words = len(tree(path).body) <= 1
        test = room == "tests" and path.name.startswith("test_")
        if not (only_words or test or name(path).startswith(MIGRATIONS)):
            there.add(relative)
    return there, set(re.findall(r"`([\w/]+\.py)`", page))


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_each_room_has_a_page_that_names_its_modules(room: str) -> None:
    there, named = ours(room, (ROOT / room / "README.md").read_text(encoding="utf-8"))
    none_of(sorted(there - named), f"{room}/README.md does not name these modules; add a row each")
    gone = {path for path in named - there if not (ROOT / room / path).exists()}
    none_of(sorted(gone), f"{room}/README.md names modules that are not there")


def locked() -> dict[str, str]:
    """Each package of the lock, by its normal name, with its lines."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    return {re.split(r"[=\[; ]", entry)[0]: entry for entry in entries}


def test_every_package_is_pinned_with_its_hashes() -> None:
    loose = [name for name, entry in locked().items() if not re.match(PINNED, entry)]
    none_of(loose, "Not pinned with == and hashes in requirements.txt; run make lock")


PINNED = re.compile(
    r"[^\s=]+==[^\s;]+ (; [^\\\n]+ )?\\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+"
)


def test_the_lock_holds_all_that_is_asked_for_and_no_address() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = asked["project"]["dependencies"] + asked["dependency-groups"]["dev"]
    names = {normal(re.split(r"[\[<>=]", line)[0]) for line in wanted}
    none_of(sorted(names - locked().keys()), "Not in requirements.txt; run make lock")
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"(?m)https?:|file:|^--(extra-)?index|^--find-links|^-", text)


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package.strip()).lower()


def test_the_readme_shows_only_targets_that_make_has() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    pages = [path for path in repository() if path.suffix == ".md"]
    missing = [
        f"{name(page)}: make {target}"
        for page in pages
        for target in re.findall(r"(?:`|\n)make ([a-z]+)", page.read_text(encoding="utf-8"))
        if target not in targets
    ]
    none_of(missing, "Pages name targets that the Makefile lacks")
