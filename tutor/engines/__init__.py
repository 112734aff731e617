"""Engines word a plan; none of them decides anything.

embedded                    the scripted wording
opening, served             the model that the settings name; a ChatModel on a server
endpoint, dialect, known    where it is, how it wants to be asked, what is remembered of it
asking, reader, answer      one question to it: tries, deadlines, and the answer on its way
client, tapped, wire, loop  the library's client, what passes over the wire, the event loop
filling, json_text          objects of a schema
shown_text                  thoughts taken out of a text, loops noticed
failures, breaker, budget   what went wrong, servers left alone, tokens of a day
probing                     what a server supports, by trying
embedding                   texts as vectors
"""
