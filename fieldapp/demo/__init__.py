"""The fictional county and the walk through the main job; nobody in it exists."""
