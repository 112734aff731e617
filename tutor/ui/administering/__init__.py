"""The page Admin: the state of the program, accounts, classes, readings and settings."""
