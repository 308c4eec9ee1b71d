"""The built-in rules, one a module, called like the rule; its docstring is the manual page."""
