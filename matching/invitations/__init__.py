"""People who agreed to be asked are invited to an offer; nobody learns who before a yes."""
