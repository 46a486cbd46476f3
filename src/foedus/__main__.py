"""python -m foedus: the command line."""

import signal

__all__ = ["run"]


def run() -> None:
    """Run the command line; Ctrl-C ends it quietly from the first moment on.

    Libraries interrupted in the middle of their import say so in many lines, or swallow it: until
    all that the command line needs is loaded, the signal ends the process by itself.
    """
    taken = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if taken:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from foedus.cli.main import main

    if taken:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    main()


if __name__ == "__main__":
    run()
