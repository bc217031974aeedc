"""The record for assistants: a server of the Model Context Protocol whose answers carry their sources."""
