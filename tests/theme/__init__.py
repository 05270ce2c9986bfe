"""Tests of the theme: what a reader does with the finished site, in a real browser."""
