"""Tests of the embedded Discord."""
