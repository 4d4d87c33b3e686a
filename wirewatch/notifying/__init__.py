"""When who is told of what, and in which words: functions of the time and of what was sent, nothing else."""
