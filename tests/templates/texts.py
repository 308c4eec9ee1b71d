"""Texts that try to become code in some language, each of which would print PWNED."""

from __future__ import annotations

import re
from itertools import product

from errcat.testing.hostile import HOSTILE

_OUT_OF = (
    *('"', "'", "`", '"""', "'''", '\\"', "\\'", "\\\\'", '"#'),
    *("*/", "**/", "?>", "-->", "--!>", "]]>", "</script>", "%>"),
    *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c"),
    *("\\u000a", "\\u000d", "\\u0022", "\\u002a\\u002f", "\\uuu000a", "\\\\u000a"),
    *("\n=end\n", "\n=begin\n", "\n__END__\n", "\n```\n", "\nEOF\n", "\n'\n"),
)
"""What might end a string or a comment."""
_CODE = (
    '; System.out.println("PWNED"); ',
    '; print("PWNED"); ',
    ' + console.log("PWNED") + ',
    '; System.Console.WriteLine("PWNED"); ',
    "; puts 'PWNED' #",
    "; echo PWNED; #",
    " || (SELECT 'PWNED') || ",
    ' println!("PWNED"); //',
)
"""What might run then."""
_INSERTS = (
    "#{puts 'PWNED'}",
    "#{`echo PWNED`}",
    "#$0 #@x #@@y #$PROGRAM_NAME",
    "\\#{puts 'PWNED'}",
    "\\\\#{puts 'PWNED'}",
    "{${print('PWNED')}}",
    "${print('PWNED')}",
    "{$GLOBALS['argv'][0]} $argv $_SERVER",
    "\\{$argv} \\$argv \\\\$argv",
    "$(echo PWNED)",
    "`echo PWNED`",
    "'$(echo PWNED)'",
    "\\'$(echo PWNED)\\'",
    "$((1+1)) ${IFS} ${PATH:0:1} ~ * ? [a-z] {a,b} !!",
    "$'\\x50WNED'",
    '${println("PWNED")}',
    "\\${1+1} \\\\${1+1}",
    "$it $this $entries",
    '\\(print("PWNED"))',
    '\\\\(print("PWNED"))',
    "{0} {{0}} {1+1} %s %d %n %(x)s %%",
    "<%= puts 'PWNED' %>",
    "<?php echo 'PWNED'; ?>",
    "<?= 'PWNED' ?>",
    "{{ 7 * 7 }}{% raw %}",
    "${7 * 7}",
    "@{7 * 7}",
    "&{x} &amp; &#34; &quot;",
    "<img src=x onerror=alert('PWNED')>",
    "<script>document.write('PWNED')</script>",
    "{alert('PWNED')}",
    "{(() => { throw new Error('PWNED') })()}",
    "javascript:alert('PWNED')",
    '```\npanic!("PWNED");\n```',
    '~~~rust\npanic!("PWNED");\n~~~',
    'text\n\n    panic!("PWNED");\n\ntext',
    "{@link java.lang.System} {@code x} @throws PWNED {@inheritDoc}",
    "</summary><script>PWNED</script><summary>",
    "//go:build ignore",
    "+build ignore",
    "go:generate echo PWNED",
    "line :1",
    "export PWNED",
    "!/bin/sh",
    "encoding: utf-7",
    "frozen_string_literal: false",
    "pragma warning disable",
    "#if false",
    "#[cfg(any())]",
    "??/",
    "??/\nPWNED",
    "trailing \\",
    "trailing \\\\",
    "trailing \\\\\\",
    "key=value: x # not a comment ! nor this",
    " leading space",
    "\ttab",
    "\\t\\n\\x41\\101\\u0041\\u{41}\\N{BULLET}\\cA",
    "%%PWNED%% %PATH%",
    "-- PWNED",
    "/* /* PWNED */",
    "/* PWNED",
    "//",
    "///",
    "/** x */",
    "(* PWNED *)",
    "{- PWNED -}",
    "--[[ PWNED ]]",
    "\x7f\x80\x9b\xa0\xad",
    "\u200b\u200e\u202e\u2066\ufeff\U000e0041",
)
"""What might run within a string or a comment, or change the meaning of one."""

OWN: tuple[str, ...] = (
    *(f"a{out}{code}b" for out, code in product(_OUT_OF, _CODE)),
    *_INSERTS,
)
"""Texts that are not among those of `errcat.testing`."""
TEXTS: tuple[str, ...] = tuple(
    text for text in (*OWN, *HOSTILE) if not re.search("[\ud800-\udfff]", text)
)
"""All texts that a catalog can hold."""
