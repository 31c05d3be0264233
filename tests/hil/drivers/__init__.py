"""The boards that scenarios run on: one driver each, one face."""
