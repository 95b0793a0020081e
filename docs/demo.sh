#!/usr/bin/env bash
# Makes docs/demo.png: plays a few words in the demo and takes a picture of it
# with Chromium. Run it from the root: docs/demo.sh
set -euo pipefail
at=127.0.0.1:18090
dir=$(mktemp -d)
go build -o "$dir/yishi" .
"$dir/yishi" demo --listen $at >"$dir/log" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true; rm -rf "$dir"' EXIT
until curl -fsS "http://$at/readyz" >/dev/null 2>&1; do sleep 0.1; done

# act PHONE type|press WORDS; the phones are numbered from the left.
act() {
  curl -fsS -X POST -H 'Content-Type: application/json' -o /dev/null \
    -d "{\"phone\":$1,\"do\":\"$2\",\"text\":\"$3\"}" "http://$at/demo/act"
  sleep 1
}
act 1 type 楼下的灯又坏了
act 1 type 2
act 1 type 没有照片
act 1 type 提交
act 2 press 接手
act 3 type 我想报太极班
act 3 type '1 3'
act 5 type '几号义诊？'

chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --user-data-dir="$dir/browser" --timeout=6000 \
  --window-size=1900,1000 --screenshot=docs/demo.png "http://$at/" 2>/dev/null
