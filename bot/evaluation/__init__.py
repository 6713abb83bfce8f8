"""How good the lookup is: labelled questions in, figures out, beside plain ways to search the same names."""
