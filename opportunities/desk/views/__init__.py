"""The pages of an organisation's offers."""
