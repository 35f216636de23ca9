"""Whether a text that should name a role names a person: obvious cases only, so no team is called one."""

import re
from functools import lru_cache

from legacymap.domain.pattern import pattern

_GIVEN_NAMES = """
aaron abby abdul abigail adam adeola adrian agnieszka ahmed aisha alan alastair albert alex alexander
alexandra alfie alice alison amanda amina amit amy anders andrea andreas andrew andy angela anil anita
anjali ann anna anne anneke anthony antonia arjun arthur ashley asif ayesha barbara barry baz becky ben
benjamin bernard bethany bilal birgit björn bob brian bridget bronwen bruce callum cameron carlos caroline
catherine catriona charles charlie chidi chris christina christine christopher ciara claire clare clive
colin craig cynthia dan daniel danielle darren dave david debbie deborah debra declan deepa deepak denise
dennis derek diana diane dirk dmitri dominic donald donna dorothy doug douglas dylan edward eileen eilidh
eleanor elena elizabeth ellen ellie emily emma eric erin ethan evelyn farah fatima femke fergus fiona
frances francesca françois gareth gary gavin gaz gemma geoff geoffrey georgina gerald gillian giulia glenn
gordon graham greg gregory gunther gwen hamza hannah hans harriet harry heather heike helen henry hilary
howard hugh huw iain ian ibrahim imran ingrid irene isabel isabella isabelle ivan jack jacob jacqueline
jacques jacqui james jamie jane janet janice jasmine jason jayne jean jennifer jenny jens jeremy jeroen
jessica jill jim joan joanna joanne jodie joe joel john jonathan joost joseph josh joshua joyce judith
julia julian julie jürgen karen karin kasia katarzyna kate kath katherine kathleen kathryn katie kayleigh
keith kelly kenneth kerry kev kevin khalid kieran kirsty klaus krzysztof kwame lars laura lauren leanne
lee-anne leila lesley lewis liam linda lindsay lisa liz louise luca lucy luis luke lynn lynne maarten
magdalena malcolm marcin marco margaret maria marie markus martin martyn mary matt matthew matthias maureen
małgorzata megan mehmet melanie melissa mette michael michel michelle mikael mike miriam mohammad mohammed
morag muhammad mustafa nadia naomi natalia natalie natasha nathalie nathan neha neil ngozi niamh nicholas
nick nicola nigel norman olga oliver olivia olu omar owen pamela paolo patricia patrick paul paula pauline
pawel pete peter petra phil philip philippa phillip pierre pieter piotr pooja priya rachael rachel rahul
raj rajesh ralph ravi rebecca rhiannon rhys richard rob robert roger ronald rosemary roy ruth ryan sabine
sally samantha samir samuel sander sandra sanjay sanjeev sara sarah scott sean sergei sharon shaun sheila
shirley sian simon siobhan sofia sophia sophie stacey stefan stella stephanie stephen steve steven stewart
stuart sue sunil sunita suresh susan suzanne sven sylvia søren tanya tara tariq teresa tess theresa thomas
tim timothy tina toby tom tomasz tony tracey tracy trevor ulrike usman uwe valerie valérie vanessa veronica
vicki vicky vikram vincent wayne wendy willem william wolfgang yasmin yusuf yvonne zainab zara zoe
"""
# What may follow a given name in the name of a body, place or role: John Lewis Partnership, Charles House.
_OTHER_WORDS = """
academy administration adviser advisor advocate agency airport alliance analyst analytics applications
approver architect army assessor associates association assurance auditor authority bank board border
borough branch bureau business capability casework centre centres chair change chief city clinic cloud co
college commercial commission commissioner committee community company consultancy consulting contracts
control corporation council county court courts customer data delivery department deputy desk developer
digital director directorate directory division duty engineer estate estates executive finance force
foundation foundry fund gallery gate general governance government group hall head headquarters health
helpdesk hospice hospital house hub inc infirmary info information infrastructure inspector institute
insurance laboratories laboratory law lead leadership legacy legal library limited line list llp logistics
ltd mailbox management manager memorial migration minister museum national network networks office officer
online operations owner park partners partnership payments people permanent place plan planning platform
platforms plc police policy portal private procurement product programme project projects public records
region register registrar registry research reserve residential responsible review risk road school schools
secretariat section security senior sergeant service services site society software solutions sponsor squad
square staff station strategy street supplier support systems team teams technical technologies technology
test tower trust union unit university ward works
"""
_GIVEN = frozenset(_GIVEN_NAMES.split())
_NOT_SURNAMES = frozenset(_OTHER_WORDS.split())
_TITLE = r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Dame)"
_TITLED = pattern(rf"(?<![\w.'-]){_TITLE}\.? +(?P<names>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)")
_ADDRESS = pattern(
    r"(?<![\w.+-])(?P<first>[a-z]+)\.(?:[a-z]\.)?(?P<last>[a-z]+(?:-[a-z]+)?)[0-9]*@", re.IGNORECASE
)
_PARTS = pattern(r"[,;:/()|&<>]|[-–—] | [-–—]|\band\b|\bwith\b|\bc/o\b")
_WORD = pattern(r"[^\W\d_][^\W\d_.'’-]*(?:['’-][^\W\d_]+)*\.?")
_MOST_WORDS = 4
_LONGEST = 500


@lru_cache(maxsize=4096)
def names_a_person(text: str) -> bool:
    """Whether a text holds a title with a name, a given name with a surname, or a person's address."""
    shown = text[:_LONGEST]
    return _is_titled(shown) or _is_address(shown) or any(map(_is_full_name, _PARTS.split(shown)))


def _is_titled(text: str) -> bool:
    """Whether a title is followed by capitalised words of which one is a name and none belongs to a body."""
    for found in _TITLED.finditer(text):
        words = [word.strip(".") for word in found["names"].split()]
        is_named = any(len(word) > 1 and not word.isupper() for word in words)
        if is_named and _NOT_SURNAMES.isdisjoint(word.lower() for word in words):
            return True
    return False


def _is_address(text: str) -> bool:
    """Whether the part before an `@` is a given name or an initial, and a surname."""
    return any(
        (len(first) == 1 or first.lower() in _GIVEN) and len(last) > 1 and last.lower() not in _NOT_SURNAMES
        for first, last in _ADDRESS.findall(text)
    )


def _is_full_name(part: str) -> bool:
    """Whether a part of the text is a common given name and one to three more capitalised words."""
    words = part.split()
    if not 1 < len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return False
    is_capitalised = all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)
    surnames = [word.lower() for word in words[1:]]
    has_surname = len(words[-1].rstrip(".")) > 1 and _NOT_SURNAMES.isdisjoint(surnames)
    return is_capitalised and has_surname and words[0].lower() in _GIVEN
