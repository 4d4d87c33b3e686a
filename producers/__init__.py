"""The world -> ``Article``."""
