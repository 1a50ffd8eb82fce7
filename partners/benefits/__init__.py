"""How benefits come, change, pause and end: what lessens one is announced before it holds."""
