"""Engines word a plan; none of them decides anything."""
