#!/bin/sh
# Builds what of the virtual board is missing or out of date: the cloud, the
# command that signs, the speaker's programs, the images. The words of the builds go into a log, which
# is shown when one fails.
#
# usage: toolchains/virtual-board/ready.sh arm64|armhf...
set -eu
cd "$(dirname "$0")/../.."

# step WHAT COMMAND... : tells what takes time, and its words only on failure.
step() {
  echo "board: $1" >&2
  shift
  if "$@" >>"$log" 2>&1; then return; fi
  tail -n 40 "$log" >&2
  echo "board: failed: $*; all of it is in $log" >&2
  exit 1
}

inputs() {
  find "build/$arch/image" "build/$arch/bin/soundcheck-cable" \
    "build/$arch/examples" \
    toolchains/virtual-board toolchains/private-apt.sh -type f \
    -exec cksum {} + | sort | cksum
}

for arch in "$@"; do
  case $arch in
    arm64 | armhf) ;;
    *)
      echo "ready: unknown processor $arch; arm64 or armhf" >&2
      exit 64
      ;;
  esac
  images=build/board/$arch
  mkdir -p "$images"
  log=$images/ready.log
  : >"$log"
  # The command signs what the images hold.
  step "building cloud and command" ./dev build dev soundcheck-cloud soundcheck
  step "building soundcheck for $arch" ./dev cross "$arch" --no-tests
  if [ "$(cat "$images/inputs" 2>/dev/null)" != "$(inputs)" ]; then
    step "making the images for $arch" \
      toolchains/virtual-board/image.sh "$arch" "build/$arch" "$images"
    inputs >"$images/inputs"
  fi
done
