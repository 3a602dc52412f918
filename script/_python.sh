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
    if command -v sudo >/dev/null 2>&1; then
      typed="${first:+sudo $first && }sudo $line $more"
    else
      typed="su - -c '${first:+$first && }$line $more'" # the dash gives root's own path, without which dpkg refuses
    fi
    printf 'Python 3.11 or newer, with its venv, lacks. Run this one line, then start again:\n\n  %s\n\n' "$typed" >&2
    exit 3
  fi
  echo "Installing Python (once; about half a minute) …" >&2
  export DEBIAN_FRONTEND=noninteractive
  if said=$({ if [ -n "$first" ]; then $first -qq; fi; $line >/dev/null; } 2>&1) && find_python; then
    :
  else # what a package manager mutters is only of use when it fails
    printf '%s\n' "$said" "Python 3.11 or newer could not be installed here." \
      "This needs the network once; connect this machine and start again." >&2
    exit 3
  fi
fi
