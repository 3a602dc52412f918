"""`python -m fieldapp`: the commands without Qt."""

from __future__ import annotations

import sys

from fieldapp import dumps
from fieldapp.cli import main

dumps.leave_none()
sys.exit(main())
