"""One module a command; each is loaded when it is called, and loads what it needs itself."""
