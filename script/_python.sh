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

if ! find_python; then
  if command -v apt-get >/dev/null 2>&1; then
    line="apt-get install -y --no-install-recommends python3 python3-venv ca-certificates"
  else
    line="dnf install -y python3"
  fi
  if [ "$(id -u)" != 0 ]; then
    printf 'Python 3.11 or newer lacks. Run this one line, then start again:\n\n  sudo %s\n\n' "$line" >&2
    exit 3
  fi
  if command -v apt-get >/dev/null 2>&1; then DEBIAN_FRONTEND=noninteractive apt-get update -qq; fi
  DEBIAN_FRONTEND=noninteractive $line >/dev/null || exit 3
  find_python || { echo "Python 3.11 or newer could not be installed here." >&2; exit 3; }
fi
