"""The files people keep: settings, officials and watches, read, checked and explained."""
