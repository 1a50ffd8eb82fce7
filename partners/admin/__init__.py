"""The town's side in the administration: proposals, shops and their benefits."""
