"""What a person says about themselves, as their address has it, and what is made of it."""
