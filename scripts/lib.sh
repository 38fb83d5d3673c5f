# Shared by the scripts: where things are, and how failures are said.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOCAL=${HUIYIN_LOCAL:-$ROOT/.local}

say() { printf '%s\n' "$*" >&2; }
die() { say "huiyin: $*"; exit 1; }

# need TOOL MINIMUM HINT: the tool is there and new enough.
need() {
  local have
  command -v "$1" >/dev/null || die "$1 is missing: install $1 $2 or newer, then run this again"
  case $1 in
    go) have=$(go env GOVERSION | sed 's/^go//') ;;
    node) have=$(node --version | sed 's/^v//') ;;
  esac
  [ "$(printf '%s\n%s\n' "$2" "$have" | sort -V | head -1)" = "$2" ] || die "$1 $have is too old: install $1 $2 or newer"
}

# room [MB]: there is space left to work in.
room() {
  mkdir -p "$LOCAL" 2>/dev/null || die "cannot write to $LOCAL: check its owner and permissions"
  local free
  free=$(df -Pm "$LOCAL" | awk 'NR==2 {print $4}')
  [ "$free" -ge "${1:-700}" ] || die "only $free MB are free on the disk of $LOCAL: free at least ${1:-700} MB, then run this again"
}
