"""Answers as tables for who runs an assessment: variables, privacy of single rows, files and the codebook."""
