"""Danger now, in many wordings, and what only sounds like it. Written beside the code; the evaluation's are not."""

import pytest

from assistant.pack import Pack
from assistant.understanding.reading import read
from tests.assistant.understanding.conftest import TODAY

NOW = """
dad has got her by the throat and is strangling her
she's taken 40 paracetamol, ambulance on its way
the toddler drank bleach from under the sink
mum just rang me, he's kicking the door in and the kids are screaming
lad stood on the bridge saying he's going to jump
he's waving a machete about in the street and my yp is with him
baby has gone blue and isn't breathing properly
14yo just texted me from a car, two older men have got her, she doesn't know where they're going
she's been shot
he has cut her with a broken bottle, blood everywhere
just had a call from school, he's turned up with a gun in his rucksack
im in the house now and stepdad is threatening to kill them all
5 year old has run off from contact, missing 20 minutes, nobody can find him
kid having a seizure in reception who do I ring
dad's driving them round drunk right now
uncle is taking her to the airport tonight to be married
he's locked himself in the bathroom with a knife
mum says she is going to smother the baby
yp says she'll end it tonight
he is unconscious on the floor
shes being held in a flat and they're beating her, its live on snapchat
the house is on fire and the kids are in it
theyve set fire to the house
my case is with duty, ICPC 8 april, but mum has just attacked him with a hammer
foster carer says he's trying to hang himself
teenager found hanging
help hes stabbing himself
dad's broken in and has got the baby
he swallowed a battery ten minutes ago
mums boyfriend is beating her up as we speak
""".strip().splitlines()
NOT_NOW = """
took an overdose in january, now with EmPower on a CIN plan
overdosed last night, s47, 15, in MASH, who takes it
knife crime and county lines, 15, duty, cp plan
carries a knife, 14, CIN plan with duty
dad strangled mum in 2024, CP, court team
history of hitting, child now with CIN/CP/Court on CP
at risk of being stabbed, main need outside the home, 16, duty
risk of harm outside the home, EmPower
when a child dies who is told
mum was hit by her ex last year, level 4
she was found hanging last summer, CAMHS involved, 16, s20
disclosed he was beaten, CP plan, duty, ICPC 8 April
section 47 started, what happens now
the deadline is killing me, icpc 8 april with duty
dad in prison for stabbing, kids with gran, private fostering?
he goes missing overnight, EmPower case
missing from home return interview, who does it
been missing 3 times this month, 15, duty
can you just tell me which team, cp plan, duty
he just turned 16 and is looked after
we just had the ICPC, with duty, 6
mum killed in a car crash in may, child looked after
fighting with the other team over who takes it
is a gun offence one for EmPower
dangerous driving by dad last week, level 4, duty
she has self harmed in the past, with cin/cp/court
sexual abuse disclosed last year, case with duty now
forced marriage: which team leads
threatened to kill himself in march, CAMHS open, 15, duty, CIN
what if mum withdraws consent now
suicide history, level 3, step across to CFW
burns on his arm from an accident in 2025, CIN plan, duty
baby now 6 months, duty, pre-proceedings meeting 25 march
the child is not in danger now, when does it move
urgent hearing tomorrow, duty, 2
urgent: notice day for icpc 8 april? duty
I'm with duty now, 6 yr old, CP
on the phone with CFW now about consent, level 3, duty
dad kicked off at the last core group, cin/cp/court, review conference 14 may
the parents are fighting the plan, CP, duty
""".strip().splitlines()


@pytest.mark.parametrize("text", NOW)
def test_danger_now_comes_before_everything(text: str, pack: Pack) -> None:
    reading = read(text, pack, TODAY)
    assert reading.intent == "emergency"
    assert not reading.facts


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_only_sounds_like_danger_is_answered(text: str, pack: Pack) -> None:
    assert read(text, pack, TODAY).intent != "emergency"
