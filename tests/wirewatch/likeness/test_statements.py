# ruff: noqa: E501 - a pair a line
"""One statement or two: how wires trim and reword, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirewatch.likeness.statements import features, same

SAME = [
    # as written, and how it is typed
    ("We will not bow to pressure from Brussels", "we will not bow to pressure from Brussels,"),
    ("We won't bow to pressure from Brussels", "We will not bow to pressure from Brussels"),
    ("It's a great day for the people of Scotland", "It is a great day for the people of Scotland"),
    ("The U.S. will withdraw from the treaty in six months", "The United States will withdraw from the treaty in 6 months"),
    ("We lost 1,500 soldiers in this war", "We lost 1500 soldiers in this war"),
    ("Inflation rose by 5 per cent this year", "Inflation rose by five percent this year"),
    ("Inflation rose by 5% this year", "Inflation rose by 5 percent this year"),
    ("The package is worth $5bn over three years", "The package is worth five billion dollars over 3 years"),
    ("We will defend our labour market", "We will defend our labor market"),
    ("They realised that the programme had failed", "They realized that the program had failed"),
    ("the decision is “a historic mistake” for Europe", "the decision is 'a historic mistake' for Europe"),
    ("This is a long-term commitment to NATO allies", "This is a long term commitment to NATO allies"),
    # articles, pronouns, tense: direct speech becomes indirect
    ("We will send troops to the border", "they would send troops to the border"),
    ("I have resigned as leader of the party", "he had resigned as leader of the party"),
    ("My government can guarantee the safety of the plant", "his government could guarantee the safety of the plant"),
    ("that the talks in Geneva are making progress", "the talks in Geneva were making progress"),
    ("We may impose sanctions on the bank", "we might impose sanctions on the bank"),
    ("There is no evidence of fraud in the election", "there was no evidence of fraud in the election"),
    # words that say nothing
    ("Well, I really think the economy is doing great", "I think the economy is doing great"),
    ("Frankly, the agreement was a disaster for workers", "The agreement was a disaster for workers"),
    ("It is very, very important that we protect the coast", "It is very important that we protect the coast"),
    # lightly reworded
    ("We condemn the attack on the embassy in Baghdad", "We strongly condemn the attack on the embassy in Baghdad"),
    (
        "The government has decided to close all schools and universities from Monday until the end of the month",
        "The government has decided to shut all schools and universities from Monday until the end of the month",
    ),
    (
        "Our hospitals are full and the doctors are exhausted, so we ask every citizen to stay at home",
        "Our hospitals are full and our doctors are exhausted, so we ask each citizen to stay at home",
    ),
    ("We will work with Putin to end the war", "We will work with Vladimir Putin to end the war"),
    ("Mr Johnson has lost the trust of the country", "Johnson has lost the trust of the country"),
    ("He [Trump] has lost the trust of the country", "He has lost the trust of the country"),
    # trimmed
    (
        "This is a dark day for our democracy. We will not give up the fight for justice in this country.",
        "We will not give up the fight for justice in this country",
    ),
    (
        "We will not give up the fight for justice in this country. This is a dark day. I am proud of you all.",
        "We will not give up the fight for justice in this country",
    ),
    (
        "We will defend every inch of our territory, and we will not be intimidated by anyone",
        "We will defend every inch of our territory",
    ),
    (
        "The virus does not respect borders, but together we can slow the spread of the disease",
        "together we can slow the spread of the disease",
    ),
    (
        "I never took money from the company. The allegations against me were invented by my opponents.",
        "The allegations against me were invented by my opponents",
    ),
    (
        "We have ... a plan to rebuild the schools of this city",
        "We have a plan to rebuild the schools of this city",
    ),
    ("Well, yes. We will defend the coast of this country", "We will defend the coast of this country. Thank you. It is so."),
    ("Will the minister finally answer for this scandal?", "Will the minister answer for this scandal?"),
]  # fmt: skip

DIFFERENT = [
    # negations
    ("We will bow to pressure from Brussels", "We will not bow to pressure from Brussels"),
    ("We will send troops to the border", "We won't send troops to the border"),
    ("There is evidence of fraud in the election", "There is no evidence of fraud in the election"),
    ("I have always supported the treaty with Iran", "I have never supported the treaty with Iran"),
    ("I think the president lied to the nation about the war", "I don't think the president lied to the nation about the war"),
    ("The president lied to the nation about the war", "It is not true that the president lied to the nation about the war"),
    ("The minister knew of the payments to the company", "I deny that the minister knew of the payments to the company"),
    ("It is likely that the bank will survive the crisis", "It is unlikely that the bank will survive the crisis"),
    ("It is a legal strike under the law of the country", "It is an illegal strike under the law of the country"),
    ("We can guarantee the safety of the plant", "We cannot guarantee the safety of the plant"),
    ("I am not a natural politician, like my husband, the old president of this country", "I am not a natural politician, unlike my husband, the old president of this country"),
    ("We will ban flights from the region until the end of the crisis", "We will temporarily ban flights from the region until the end of the crisis"),
    ("I hope the minister will resign over the scandal", "The minister will resign over the scandal"),
    ("A deal with no tariffs is good for workers", "A deal with tariffs is good for workers"),
    # numbers, dates
    ("Three people were killed in the attack on the embassy", "Four people were killed in the attack on the embassy"),
    ("Inflation rose by 5 percent this year", "Inflation rose by 15 percent this year"),
    ("We lost 1,500 soldiers in this war", "We lost 1,600 soldiers in this war"),
    ("The index closed at 12,345.67 points in London", "The index closed at 12,345.68 points in London"),
    ("The package is worth $5bn over three years", "The package is worth $5m over three years"),
    ("The package is worth $5bn over three years", "The package is worth €5bn over three years"),
    ("The vote will be held on Monday in the lower chamber", "The vote will be held on Tuesday in the lower chamber"),
    ("The vote will be held in March in both chambers", "The vote will be held in June in both chambers"),
    ("There were twenty-five cases of measles in the county", "There were twenty-six cases of measles in the county"),
    ("This is the crime of the 21st century in Europe", "This is the crime of the 19th century in Europe"),
    ("The second round of the talks was a success for us", "The third round of the talks was a success for us"),
    ("Hundreds of people died in the earthquake last night", "Thousands of people died in the earthquake last night"),
    ("At least three people died in the fire at the hotel", "Three people died in the fire at the hotel"),
    # names
    ("I spoke with Angela Merkel about the pipeline", "I spoke with Emmanuel Macron about the pipeline"),
    ("Vladimir Putin has lost the trust of the country", "Lyudmila Putin has lost the trust of the country"),
    ("Russia attacked Ukraine without any provocation", "Ukraine attacked Russia without any provocation"),
    ("We will withdraw our troops from Syria", "We will withdraw our troops from Iraq"),
    ("Russia will respond to these sanctions in kind", "China will respond to these sanctions in kind"),
    ("We have a good relationship with Korea today", "We have a good relationship with North Korea today"),
    ("The rebels control the east of the city", "The rebels control the west of the city"),
    ("I spoke with Williams about the contract yesterday", "I spoke with William about the contract yesterday"),
    # how sure, on what condition, how much
    ("We will attack the bases of the rebels", "We may attack the bases of the rebels"),
    ("We must attack the bases of the rebels", "We can attack the bases of the rebels"),
    ("We will leave the treaty with Iran", "We will leave the treaty with Iran if they break it"),
    ("We will leave the treaty with Iran this spring", "We will leave the treaty with Iran this spring, but only if they break it"),
    ("All of the hostages were released by the rebels", "Some of the hostages were released by the rebels"),
    ("We spend more on defence than our allies", "We spend less on defence than our allies"),
    ("The law protects workers from the employers", "The law protects workers against the courts"),
    ("Taxes for families will rise next year in this country", "Taxes for families will fall next year in this country"),
    ("We support the plan to expand the port of the city", "We oppose the plan to expand the port of the city"),
    ("The former president is responsible for this disaster", "The president is responsible for this disaster"),
    ("The withdrawal of troops to the border has begun", "The withdrawal of troops from the border has begun"),
    ("The minister will answer for this scandal.", "Will the minister answer for this scandal?"),
    (
        "The minister is to answer for the failure of the banks and for the money that was lost by pensioners",
        "The president is to answer for the failure of the banks and for the money that was lost by pensioners",
    ),
    # too short to tell, or something else
    ("The patient is in stable condition", "The patient is in serious condition"),
    ("the situation is good", "the situation is bad"),
    ("I am very happy with the result", "I am very happy with the turnout"),
    ("We talked about trade", "We talked about steel"),
    (
        "This is a dark day for our democracy. We will give up nothing in the fight for justice.",
        "We will give up nothing in the fight for justice. I thank my family for their support.",
    ),
    ("The police arrested two suspects in the harbour", "The police searched two houses in the harbour"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_statement_in_two_wordings(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_statements(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


words = st.sampled_from(
    "we will not the a three 3 Russia Putin if leave war, peace. can't $5bn U.S. - [he] ? “ ’ \ud800".split()
)


@given(st.lists(words, max_size=12).map(" ".join), st.lists(words, max_size=12).map(" ".join))
def test_it_holds_both_ways_and_of_oneself(one: str, other: str) -> None:
    assert same(one, one)
    assert same(one, other) is same(other, one)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    features(text)
    assert same(text, text)


def test_a_text_of_few_words_has_nothing_to_be_found_by() -> None:
    assert features("He did so.") == frozenset()
    assert features("We will see") == frozenset()


def test_nor_has_a_text_too_long_to_be_compared() -> None:
    assert features("Many words are said. " * 1000) == frozenset()
    assert features("Many words are said. " * 100)
