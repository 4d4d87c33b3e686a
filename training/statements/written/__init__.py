"""Articles written for training, with their statements marked as they were written."""
