"""Pure decisions. Nothing here reads a clock, a file of the user's, a socket or a die."""
