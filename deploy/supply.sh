#!/bin/sh
# What we depend on: `supply.sh audit` looks for known holes, `supply.sh sbom` writes the list.
# Each tool runs in an environment of its own that is gone afterwards. Without a network nothing
# can be said: that is told loudly and is no failure, so that an offline build still builds.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
lock=requirements.txt
shipped=deploy/requirements.txt
list=on-the-line.cdx.json

not_done() {
  printf '\n*** NOT DONE: %s. Try again with a network. ***\n' "$1" >&2
  exit 0
}

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

take() {
  "$python" -m venv "$tools"
  "$tools/bin/pip" install -q --disable-pip-version-check "$1" 2>"$tools/said" ||
    not_done "$1 cannot be installed ($(grep . "$tools/said" | tail -n 1))"
}

# pip-audit ends with 1 for a hole and for a service that is away alike; only the first is JSON.
audit() {
  take pip-audit
  status=0 read=0
  "$tools/bin/pip-audit" --require-hashes --disable-pip --progress-spinner off \
    --requirement "$lock" --format json --output "$tools/found" 2>"$tools/said" || status=$?
  [ -s "$tools/found" ] || not_done "no answer about holes ($(grep . "$tools/said" | tail -n 1))"
  "$python" - "$tools/found" <<'PY' || read=$?
import json
import sys

packages = json.load(open(sys.argv[1], encoding="utf-8"))["dependencies"]
known = [one for one in packages if "skip_reason" not in one]
holes = [(one, hole) for one in known for hole in one["vulns"]]
for one, hole in holes:
    mended = ", ".join(hole["fix_versions"]) or "no release yet"
    print(f"{one['name']} {one['version']}: {hole['id']}, mended in {mended}")
print(f"{len(known)} of {len(packages)} locked packages looked at, {len(holes)} known holes")
for one in packages:
    if known and one not in known:
        print(f"not looked at: {one['name']}: {one['skip_reason']}")
sys.exit(0 if known else 3)  # 3: nothing was learnt
PY
  [ "$read" -ne 3 ] || not_done "the service knows none of our packages"
  return $((status + read))
}

sbom() {
  take cyclonedx-bom
  "$tools/bin/cyclonedx-py" requirements "$shipped" --pyproject pyproject.toml \
    --output-reproducible --output-file "$list"
  echo "What the image holds, as CycloneDX: $list"
}

case ${1-} in
  audit) audit ;;
  sbom) sbom ;;
  *)
    echo "usage: $0 audit | sbom" >&2
    exit 2
    ;;
esac
