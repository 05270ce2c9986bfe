"""Tests of the generator on real YAML, real builds and a real browser."""
