"""Words that English councils write and few people say, each with one that everybody knows."""

from collections import Counter

from folkmoot_accessibility.splitting import bare

_VERBS = {
    "acquire": "get",
    "alleviate": "ease",
    "ameliorate": "improve",
    "ascertain": "find out",
    "assist": "help",
    "cease": "stop",
    "collaborate": "work together",
    "commence": "start",
    "disseminate": "share",
    "empower": "let",
    "endeavour": "try",
    "ensure": "make sure",
    "envisage": "expect",
    "expedite": "speed up",
    "facilitate": "help",
    "implement": "carry out",
    "incentivise": "encourage",
    "initiate": "start",
    "leverage": "use",
    "liaise": "talk",
    "mitigate": "reduce",
    "necessitate": "need",
    "obtain": "get",
    "optimise": "improve",
    "prioritise": "put first",
    "purchase": "buy",
    "reimburse": "pay back",
    "remunerate": "pay",
    "require": "need",
    "streamline": "simplify",
    "terminate": "end",
    "utilise": "use",
}
"""Verbs whose other forms follow the rule."""

_OTHERS = {
    "accomplish, accomplishes, accomplished, accomplishing": "do",
    "additional": "more",
    "adjacent to": "next to",
    "aforementioned": "this",
    "amongst": "among",
    "approximately": "about",
    "at the present time, at this moment in time, at this point in time": "now",
    "by means of": "by",
    "consequently": "so",
    "due to the fact that": "because",
    "expenditure": "spending",
    "for the purpose of, for the purposes of": "for",
    "furthermore, moreover": "also",
    "going forward": "from now on",
    "holistic": "whole",
    "in accordance with": "in line with",
    "in conjunction with": "with",
    "in excess of": "more than",
    "in order to, with a view to": "to",
    "in regard to, in relation to, in respect of, with regard to, with regards to, with respect to": "about",
    "in the absence of": "without",
    "in the event of, in the event that": "if",
    "insufficient": "not enough",
    "inter alia": "among other things",
    "methodology, methodologies": "method",
    "notify, notifies, notified, notifying": "tell",
    "notwithstanding": "despite",
    "numerous": "many",
    "on a regular basis": "often",
    "overarching": "main",
    "per annum": "a year",
    "prior to": "before",
    "pursuant to": "under",
    "rectify, rectifies, rectified, rectifying": "put right",
    "remuneration": "pay",
    "robust": "strong",
    "service users": "people who use it",
    "stakeholder, stakeholders": "people it concerns",
    "subsequent to": "after",
    "subsequently": "later",
    "sufficient": "enough",
    "the majority of": "most",
    "thereafter": "then",
    "utilisation, utilization": "use",
    "whereby": "in which",
    "whilst": "while",
}
"""Words and phrases, written in each form that is looked for."""


def plainer(spoken: list[list[str]]) -> list[tuple[str, str]]:
    """Hard words as they are written, each with a plainer one; those that come most often first, each once.

    spoken: the words of each sentence.
    """
    count: Counter[str] = Counter()
    written: dict[str, str] = {}
    for words in spoken:
        plain = [bare(word) for word in words]
        small = [word.casefold() for word in plain]
        for at, word in enumerate(small):
            for form in _BY_FIRST.get(word, ()):
                if tuple(small[at : at + len(form)]) == form:
                    base = _BASES[form]
                    count[base] += 1
                    written.setdefault(base, " ".join(plain[at : at + len(form)]))
    return [(written[base], _PLAIN[base]) for base, _ in count.most_common()]


def _forms(verb: str) -> set[str]:
    """A verb as it is written: with -s, -ed and -ing, and with -ize where others write -ise."""
    stem = verb.removesuffix("e")
    ends = ("e", "es", "ed", "ing") if verb.endswith("e") else ("", "s", "ed", "ing")
    stems = {stem, stem[:-1] + "z" if stem.endswith("is") and verb != "liaise" else stem}
    return {one + end for one in stems for end in ends}


_PLAIN = _VERBS | _OTHERS
_BASES = {tuple(form.split()): base for base in _PLAIN for form in (_forms(base) if base in _VERBS else base.split(", "))}
_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _form in _BASES:
    _BY_FIRST.setdefault(_form[0], []).append(_form)
