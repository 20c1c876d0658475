"""This is the fuzzing of front matter and bodies: python -m tests.benchmarks.fuzz --inputs 100000."""
