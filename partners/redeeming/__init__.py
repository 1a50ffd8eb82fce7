"""Redeeming benefits at the till: on line and off, each exactly once (docs/redeeming.md)."""
