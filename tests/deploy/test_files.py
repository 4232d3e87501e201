"""The ways to run it agree with the bot: settings, ports, users, alarms and locked packages.

Real tools judge the files where they are installed: systemd-analyze, hadolint, docker-compose.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from bot import upkeep
from bot.pulse import PARTS
from bot.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}
NOT_OURS = re.compile("PATH|PYTHON[A-Z]*|PIP_[A-Z_]+")  # Python's own, and pip's


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def of_compose() -> dict[str, str]:
    block = re.search(r"(?m)^    environment:\n((?:      .+\n)+)", text("compose.yaml"))
    assert block
    return dict(re.findall(r"(?m)^ +([A-Z_]+): (.+)$", block[1]))


def of_service() -> dict[str, str]:
    return dict(re.findall(r"(?m)^Environment=([A-Z_]+)=(.+)$", text("on-the-line.service")))


def of_image() -> dict[str, str]:
    instructions = re.findall(r"(?m)^ENV ((?:.+\\\n)*.+)$", text("Dockerfile"))
    return dict(re.findall(r"([A-Z_]+)=(\S+)", instructions[-1]))


FILES = {"compose.yaml": of_compose, "on-the-line.service": of_service, "Dockerfile": of_image}


@pytest.mark.parametrize("file", FILES)
def test_every_setting_that_a_file_names_exists_and_takes_its_value(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {name: value for name, value in FILES[file]().items() if not NOT_OURS.fullmatch(name)}
    assert given
    assert given.keys() <= SETTINGS
    monkeypatch.chdir(tmp_path)
    (tmp_path / "token").write_text("123456789:a-token-in-a-file")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, _as_given(name, value, tmp_path))
    read_settings()


def _as_given(name: str, value: str, folder: Path) -> str:
    """Compose's `${NAME:-default}` where nothing is set; a token file that is there."""
    default = re.fullmatch(r"\$\{[A-Z_]+:-(.*)\}", value)
    return str(folder / "token") if name.endswith("_FILE") else default[1] if default else value


def test_compose_hands_every_setting_on_but_naked_secrets() -> None:
    assert of_compose().keys() == SETTINGS - {"TELEGRAM_TOKEN", "WEBHOOK_SECRET"}
    for name, value in of_compose().items():
        assert f"${{{name}:-" in value or "$" not in value


def test_the_image_says_where_it_is_well_and_compose_opens_the_same_port_to_this_machine() -> None:
    port = of_image()["LISTEN"].rpartition(":")[2]
    [check] = re.findall(r"HEALTHCHECK .+\n.+", text("Dockerfile"))
    assert f"To('127.0.0.1', {port}, " in check
    assert "'GET', '/healthz'" in check
    assert f"EXPOSE {port}\n" in text("Dockerfile")
    assert of_compose()["LISTEN"].endswith(f":{port}")
    published = f"      - ${{PUBLISH:-127.0.0.1:{port}}}:{port}\n"
    assert published in text("compose.yaml")


def test_the_image_runs_as_nobody_special_and_keeps_only_its_data() -> None:
    last = text("Dockerfile").rpartition("\nFROM ")[2]
    assert re.search(r"(?m)^USER [1-9]\d+:[1-9]\d+$", last)
    volume = re.search(r"(?m)^VOLUME (.+)$", last)
    assert volume
    assert of_image()["DATABASE_URL"].startswith(f"sqlite:///{volume[1]}/")
    assert "read_only: true" in text("compose.yaml")
    assert f"- data:{volume[1]}\n" in text("compose.yaml")


def test_the_image_holds_the_rooms_and_nothing_beside_them() -> None:
    copied = re.findall(r"(?m)^COPY (?!--from)(\S+) ", text("Dockerfile"))
    assert sorted(copied) == ["bot", "deploy/requirements.txt", "scheduler", "storage"]
    seen = re.findall(r"(?m)^!(\S+)$", text("Dockerfile.dockerignore"))
    assert sorted(seen) == sorted(copied)
    assert "\n*\n" in text("Dockerfile.dockerignore")


def test_no_secret_stands_in_a_file_or_on_a_command_line() -> None:
    for name in (*FILES, "RUNBOOK.md"):
        assert not re.search(r"\b(TELEGRAM_TOKEN|WEBHOOK_SECRET)[=:]", text(name)), name
    assert "TELEGRAM_TOKEN_FILE=%d/token" in text("on-the-line.service")
    assert "LoadCredential=token:" in text("on-the-line.service")


def test_the_runbook_explains_every_alarm() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    raised = re.findall(r'\.ail\(\s*"([a-z]+)"(?: if .+ else "([a-z]+)")?', code)
    assert len(raised) == len(re.findall(r"pulse\.ail\(", code))
    named = {name for names in raised for name in names if name}
    explained = set(re.findall(r"`ailments: ([a-z]+)`", text("RUNBOOK.md")))
    assert explained == named
    assert set(re.findall(r"`stopped_for_seconds: ([a-z]+)`", text("RUNBOOK.md"))) == set(PARTS)


def test_the_runbook_explains_every_command() -> None:
    rows = re.findall(r"(?m)^\| `([a-z]+)[ `]", text("RUNBOOK.md"))
    assert sorted(rows) == sorted(upkeep.COMMANDS)


# Real tools


def run(*command: str, **how: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload, no-any-return]


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_systemd_finds_the_service_exposed_to_little() -> None:
    verdict = run(
        tool("systemd-analyze"),
        *("security", "--offline=true", "--threshold=20", "--no-pager"),
        str(DEPLOY / "on-the-line.service"),
    )
    if "Unknown" in verdict.stderr or "unrecognized option" in verdict.stderr:
        pytest.skip("this systemd-analyze is too old to judge a file")
    level = re.search(r"Overall exposure level .+: ([\d.]+)", verdict.stdout)
    assert level, verdict.stderr
    assert float(level[1]) <= 2.0
    assert verdict.returncode == 0


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    verdict = run(tool("hadolint"), str(DEPLOY / "Dockerfile"))
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize("files", [("compose.yaml",), ("compose.yaml", "compose.postgres.yaml")])
def test_compose_reads_its_files(tmp_path: Path, files: tuple[str, ...]) -> None:
    shutil.copytree(DEPLOY, tmp_path / "deploy", ignore=shutil.ignore_patterns("playground"))
    for secret in ("telegram_token", "pgpass", "postgres_password"):
        (tmp_path / "deploy" / secret).touch()
    named = [part for file in files for part in ("--file", str(tmp_path / "deploy" / file))]
    verdict = run(tool("docker-compose"), *named, "config", "--quiet")
    assert verdict.returncode == 0, verdict.stderr


# What we depend on


def locked(file: Path) -> dict[str, str]:
    entries = re.split(r"(?m)^(?=[a-z0-9])", file.read_text(encoding="utf-8"))[1:]
    return {re.split(r"[=\[; ]", entry)[0]: entry.rstrip(" \\\n") for entry in entries}


def test_what_the_image_holds_is_part_of_the_lock_hash_by_hash() -> None:
    shipped, all_of_it = locked(DEPLOY / "requirements.txt"), locked(ROOT / "requirements.txt")
    assert [name for name, entry in shipped.items() if all_of_it.get(name) != entry] == []
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {_name(line) for line in asked["project"]["dependencies"]}
    tools = {_name(line) for line in asked["dependency-groups"]["dev"]}
    assert wanted <= shipped.keys()
    assert not tools & shipped.keys()


def _name(line: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=]", line)[0].strip()).lower()


def a_wheel(folder: Path) -> Path:
    """A package of one line."""
    wheel = folder / "honest-1.0-py3-none-any.whl"
    parts = {
        "honest.py": "WORD = 'kept'\n",
        "honest-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: honest\nVersion: 1.0\n",
        "honest-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: us\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},sha256={_sum(body)},\n" for name, body in parts.items())
    parts["honest-1.0.dist-info/RECORD"] = record
    with zipfile.ZipFile(wheel, "w") as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return wheel


def _sum(body: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(body.encode()).digest()).decode().rstrip("=")


@pytest.mark.parametrize("altered", [False, True])
def test_a_wheel_altered_after_it_was_locked_is_not_installed(
    tmp_path: Path, altered: bool
) -> None:
    wheel = a_wheel(tmp_path)
    lock = tmp_path / "lock.txt"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"honest==1.0 --hash=sha256:{digest}\n")
    if altered:
        with zipfile.ZipFile(wheel, "a") as packed:
            packed.writestr("stowaway.py", "")
    flags = re.search(r"pip install (.+) -r ", text("Dockerfile"))
    assert flags
    verdict = run(
        *(sys.executable, "-m", "pip", "--isolated", "install", *flags[1].split()),
        *("--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / "site")),
        *("--disable-pip-version-check", "-r", str(lock)),
    )
    assert (tmp_path / "site" / "honest.py").exists() is not altered
    assert ("DO NOT MATCH THE HASHES" in verdict.stderr) is altered


PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  printf '#!/bin/sh\\necho "no network here" >&2\\nexit {pip}\\n' > "$3/bin/pip"
  cp "{tool}" "$3/bin/pip-audit"
  chmod +x "$3/bin/pip" "$3/bin/pip-audit"
else
  exec {real} "$@"
fi
"""
TOOL = """#!/bin/sh
while [ "$1" != "--output" ]; do shift; done
cat "{answer}" > "$2"
echo "the service is away" >&2
exit {status}
"""
HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
AUDITS = [
    ([{"name": "a", "version": "1", "vulns": []}], 0, 0, 0, "1 of 1 locked packages looked at, 0"),
    ([{"name": "a", "version": "1", "vulns": [HOLE]}], 1, 0, 1, "a 1: PYSEC-1, mended in 2.0"),
    ([{"name": "a", "skip_reason": "unknown"}], 0, 0, 0, "NOT DONE: the service knows none"),
    (None, 1, 0, 0, "NOT DONE: no answer about holes (the service is away)"),
    (None, 0, 1, 0, "NOT DONE: pip-audit cannot be installed (no network here)"),
]


@pytest.mark.parametrize(("packages", "status", "pip", "code", "words"), AUDITS)
def test_an_audit_says_what_it_knows_and_that_it_knows_nothing(
    tmp_path: Path,
    packages: list[object] | None,
    status: int,
    pip: int,
    code: int,
    words: str,
) -> None:
    answer, judge, python = (tmp_path / name for name in ("answer", "judge", "python"))
    answer.write_text(json.dumps({"dependencies": packages}) if packages else "")
    judge.write_text(TOOL.format(answer=answer, status=status))
    python.write_text(PYTHON.format(pip=pip, tool=judge, real=sys.executable))
    python.chmod(0o755)
    verdict = run(
        str(DEPLOY / "supply.sh"),
        "audit",
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(python), "TMPDIR": str(tmp_path)},
    )
    assert words in verdict.stdout + verdict.stderr
    assert verdict.returncode == code
