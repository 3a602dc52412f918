"""What is due: required contacts and steps, their clocks, notices with proof, and how each was settled."""
