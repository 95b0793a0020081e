#!/bin/sh
# Fetches the WeUI stylesheet (https://github.com/Tencent/weui, MIT) from npm.
# Run by `go generate ./adapters/web`; the result is committed.
set -eu
version=2.6.26
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
npm pack --silent "weui@$version" >/dev/null
tar xzf "weui-$version.tgz" package/dist/style/weui.min.css package/LICENSE.txt
cp package/dist/style/weui.min.css "$here/weui-$version.min.css"
cp package/LICENSE.txt "$here/weui-LICENSE.txt"
