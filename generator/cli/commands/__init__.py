"""These are the commands, a module each: `run` takes the settings, the arguments and the terminal, and calls one room.

The module of a command is imported when the command is given (cli/main.py), and no other.
"""
