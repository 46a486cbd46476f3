"""python -m foedus: the command line."""

from foedus.cli.main import main

if __name__ == "__main__":
    main()
