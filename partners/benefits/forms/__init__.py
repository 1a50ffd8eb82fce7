"""What shops and towns are asked about benefits."""
