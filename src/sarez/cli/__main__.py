"""`python -m sarez.cli` is `sarez`."""

from sarez.cli import main

if __name__ == "__main__":
    main(prog_name="sarez")
