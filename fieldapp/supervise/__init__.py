"""What a supervisor answers for: exceptions first, by youth, in hours and with reasons."""
