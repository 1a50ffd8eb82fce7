"""The town's side in the administration: registrations, and the records of organisations."""
