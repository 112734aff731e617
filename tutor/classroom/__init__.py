"""People, classes and the ways in: who may do what, and who is who."""
