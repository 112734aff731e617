"""Studies, exports and replay. What researchers need finds its place here."""
