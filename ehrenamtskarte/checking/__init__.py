"""The page `/K`, to which the code on every card leads (docs/checking-cards.md)."""
