"""The screens of tandem programmes in the administration."""
