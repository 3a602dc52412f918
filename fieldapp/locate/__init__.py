"""Missing episodes: the call, what happened, search efforts, sightings, and the way back."""
