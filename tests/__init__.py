"""The tests, by the same names as what they test."""
