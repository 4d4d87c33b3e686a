"""Officials out of public files, put into the officials file without touching what people wrote there."""
