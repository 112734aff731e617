"""People, roles and classes. What a class needs finds its place here."""
