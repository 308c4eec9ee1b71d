"""The terminal that errcat writes to: whether to color, and how wide it is."""

from __future__ import annotations

import os
import re
import sys

PIPED_WIDTH = 80
"""The width of help that does not go to a terminal."""
WIDEST_HELP = 100
"""Longer lines of prose are hard to read."""


def colored(choice: str) -> bool:
    """Tell whether to color standard output: `--color` first, then the environment.

    NO_COLOR is https://no-color.org; FORCE_COLOR is https://force-color.org; CLICOLOR and
    CLICOLOR_FORCE are https://bixense.com/clicolors. NO_COLOR wins over the others.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if _forced("FORCE_COLOR") or _forced("CLICOLOR_FORCE"):
        return True
    if os.environ.get("CLICOLOR") == "0" or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def without_commands(text: str) -> str:
    """Return *text*; in a GitHub workflow, no line of it is a workflow command.

    The runner also takes a line with leading white space for a command:
    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    return re.sub(r"(?m)^([ \t]*)(?=::|##\[)", r"\1| ", text)


def _forced(variable: str) -> bool:
    return os.environ.get(variable, "0") not in ("", "0")


def width() -> int:
    """Return the columns of the terminal that standard output is, or 0 if it is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):  # a pipe, a file, or a stream without a descriptor
        return 0


def help_width() -> int:
    """Return the width of help: that of the terminal, or a fixed one."""
    return min(width() or PIPED_WIDTH, WIDEST_HELP)
