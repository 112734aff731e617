"""The teacher's page Class, in parts."""
