"""The people of a text: names, offices, bodies, pronouns, and who a mention stands for."""
