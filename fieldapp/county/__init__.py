"""The county file: directory, agency keys, letterhead, filled slots and settings, signed by the agency in one file."""
