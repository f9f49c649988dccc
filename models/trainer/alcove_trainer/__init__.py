"""Trains LoRA adapters for Alcove, as a child process that is spoken to in lines of JSON. It never opens a connection."""

PROTOCOL = 1
