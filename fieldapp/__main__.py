"""`python -m fieldapp`: the commands without Qt."""

from __future__ import annotations

import sys

from fieldapp.cli import main

sys.exit(main())
