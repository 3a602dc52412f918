"""Speed and size, as a person would feel them; each beside a floor measured in the same run where there is one."""
