"""Measurements of speed and memory. Never tests: a slow day must not fail a build."""
