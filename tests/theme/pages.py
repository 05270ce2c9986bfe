"""One page of each type, by its address from a language's root."""

PAGES = [
    "",
    "objections/",
    "objections/price-too-high/",
    "causes/bargaining/",
    "frameworks/objection-diagnosis/",
    "frameworks/negotiation-stance/",
    "processes/acquisition-loop/",
    "steps/market-survey/",
    "rules/list-first/",
    "anecdotes/flower-market/",
    "anecdotes/false-hometown/",
    "worksheets/objection-log/",
    "glossary/rebate/",
    "sources/a1/",
    "about/",
    "diagnosis/",
    "editors/",
    "practice/",
    "marks/",
]
