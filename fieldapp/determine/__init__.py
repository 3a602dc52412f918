"""From concern to actions: what a finished screening or a new status proposes, and what a person made of each."""
