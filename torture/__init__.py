"""What nobody should have to live through: killed processes, flipped bits, full disks; how often, and what came of it."""
