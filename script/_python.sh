# Finds a Python of 3.11 or newer with its venv module, installing it where this is root; sets $PYTHON or ends with 3.
find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      PYTHON=$name
      return 0
    fi
  done
  return 1
}

# The system packages that _boot.py would ask for next, so that whoever has no root types one line and not two.
also() { sed -n 's/^    ("lib[^"]*", "\([^"]*\)", "\([^"]*\)"),$/\'"$1"'/p' "$here/_boot.py" | sort -u | tr '\n' ' ' | sed 's/ $//'; }

if ! find_python; then
  if command -v apt-get >/dev/null 2>&1; then
    first="apt-get update"
    line="apt-get install -y --no-install-recommends python3 python3-venv ca-certificates"
    more=$(also 1)
  else
    first=""
    line="dnf install -y python3"
    more=$(also 2)
  fi
  if [ "$(id -u)" != 0 ]; then
    printf 'Python 3.11 or newer lacks. Run this one line, then start again:\n\n  %ssudo %s %s\n\n' \
      "${first:+sudo $first && }" "$line" "$more" >&2
    exit 3
  fi
  if [ -n "$first" ]; then DEBIAN_FRONTEND=noninteractive $first -qq; fi
  DEBIAN_FRONTEND=noninteractive $line >/dev/null || exit 3
  find_python || { echo "Python 3.11 or newer could not be installed here." >&2; exit 3; }
fi
