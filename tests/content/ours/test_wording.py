"""The words that promise too much, and those that stay."""

from __future__ import annotations

import pytest
from stretchbook.book.library import Library
from stretchbook.checks.wording import Wording, wording_of
from stretchbook.text.quantities import marked


@pytest.fixture(scope="module")
def wording(library: Library) -> Wording:
    return wording_of(library)


def promised(wording: Wording, text: str) -> list[str]:
    return [fault.message.split("“")[1].split("”")[0] for fault in wording.faults(text) if "promises" in fault.message]


def test_every_word_beside_an_illness_is_found(library: Library, wording: Wording) -> None:
    entries = [promise for promise in library.of("promises").values() if promise.ills]
    assert entries
    for entry in entries:
        ill = entry.ills[0]
        said = [f"{phrase} {ill}" for phrase in entry.before]
        said += [f"{ill} {phrase}" for phrase in entry.after]
        said += [f"{entry.before[0]} {other}" for other in entry.ills]
        assert [text for text in said if not promised(wording, text.replace("*", "s"))] == []


def test_every_promise_is_found_as_it_stands_in_its_list(library: Library, wording: Wording) -> None:
    lost = [
        phrase
        for promise in library.of("promises").values()
        for phrase in promise.words
        if not promised(wording, phrase.replace("*", "s"))
    ]
    assert lost == []


# Spelling.


def test_each_word_is_sent_to_one_that_stays(library: Library, wording: Wording) -> None:
    for spelling in library.of("spellings").values():
        for wrong, right in spelling.pairs.items():
            said, meant = (phrase.replace("*", "al") for phrase in (wrong, right))
            assert [fault.fix for fault in wording.faults(said)] == [f"Write “{meant}”."]
            assert wording.faults(meant, wires=()) == []


# Promises.

HONEST = [
    "No trial has proven that it works.",
    "It is not proven.",
    "Nobody can guarantee that.",
    "A stretch never cures a slipped disc.",
    "It doesn't fix your posture.",
    "It doesn’t fix your posture.",
    "Whether it prevents injuries is not known.",
    "Researchers asked whether it prevents injuries.",
    "There is no miracle in it.",
    "One article calls it “proven”; we do not.",
    'One article calls it "a miracle"; we do not.',
    "“It cures back pain.” No study says so.",
    "Fix the door so that it cannot swing.",
    "Fix your eyes on one spot.",
    "Keep off it until it has healed.",
    "The frame is fixed to the wall.",
    "The frame is fixed. Your hand will tell you.",
    "Nothing\nin here is\nproven.",
]
BOASTS = {
    "It cures back pain.": "cures",
    "This Cures stiffness": "Cures",
    "Proven to work.": "Proven",
    "Scientifically proven relief.": "proven",
    "It fixes your posture.": "fixes",
    "You will never slouch again: it fixes your posture.": "fixes",
    "If you do not feel it at once, wait, for it always works.": "always works",
    "It is not hard but it cures cramp.": "cures",
    "Nothing to lose, and guaranteed relief.": "guaranteed",
    "No doubt it cures cramp.": "cures",
    "It not only cures cramp.": "cures",
    "No wonder it is guaranteed.": "guaranteed",
    "It prevents injuries.": "prevents",
    "It gets rid\n of knots.": "gets rid of",
    "A risk-free stretch.": "risk-free",
    "It flushes out what is bad.": "flushes out",
    "Miraculously, it helps.": "Miraculously",
    "The best stretch there is.": "The best stretch",
    "With no risk at all.": "no risk",
    "Once and for all, it is gone.": "Once and for all",
    "Nothing to do\n\nIt cures.": "cures",
    "- Not this\n- It cures": "cures",
}


HEALING = [
    "Therapeutic for sciatica.",
    "It relieves sciatica.",
    "Good for asthma.",
    "This helps with arthritis.",
    "It fixes your posture.",
    "It prevents headaches.",
    "Eases pain between the shoulder blades.",
    "It treats a frozen shoulder.",
    "Corrects scoliosis.",
    "It reverses the damage of sitting.",
    "Realigns your spine.",
    "Detoxes your muscles.",
    "Boosts immunity.",
    "A stretch for people with back pain.",
    "Beneficial in asthma.",
    "Recommended for sciatica.",
    "A remedy for migraines.",
    "It melts away tension.",
    "Gets rid of knots.",
    "Great for a bad back.",
    "Relieves chronic low back pain.",
    "Reduces neck pain and headaches.",
    "Soothes aching shoulders.",
    "Alleviates the symptoms of arthritis.",
    "Ideal for anyone with sciatica.",
    "A natural painkiller.",
    "Fast pain relief for your neck.",
    "The perfect headache cure.",
    "Brings relief from upper back pain.",
    "Get relief from sciatica.",
    "It stops back pain.",
    "Say goodbye to pain.",
    "No more back pain!",
    "Your pain will go.",
    "Combats stress and fatigue.",
    "Lowers anxiety and relieves stress.",
    "Helps your sciatica.",
    "It helps people with osteoporosis.",
    "Wonderful for tension headaches.",
    "Effective against carpal tunnel syndrome.",
    "It works wonders for a slipped disc.",
    "Does wonders for your neck pain.",
    "Protects you from injury.",
    "Keeps pain at bay.",
    "It heals bursitis.",
    "Heals your back.",
    "It improves kyphosis.",
    "Counteracts text neck.",
    "Undoes the damage of a desk job.",
    "Lubricates the joints and ends arthritis pain.",
    "Used to treat thoracic outlet syndrome.",
    "Can help relieve your back, neck and shoulder pain.",
    "May ease your pain.",
    "Designed for sufferers of back pain.",
    "If you suffer from migraines, this is for you.",
    "Relieves high blood pressure.",
    "It calms anxiety.",
    "A pain-relieving stretch.",
    "Sciatica sufferers love it.",
    "Helps to avoid surgery.",
    "Irons out knots.",
    "Works out the knots in your shoulders.",
    "Strengthens the immune system.",
    "It is good for you and eases back pain.",
    "Not only a stretch: it relieves pain.",
    "Want to be free of pain? This relieves sciatica.",
    "Improves your posture for good.",
    "It straightens your spine.",
    "Cures back ache.",
    "Loosens tight muscles and takes away pain.",
    "Brings down your blood pressure.",
    "Lowers blood pressure.",
    "It will rid you of pain.",
    "A cure-all for aching backs.",
    "The answer to back pain.",
    "The solution for neck pain.",
    "Helps prevent back pain.",
    "Helps the disc to heal.",
    "Speeds up healing.",
    "Speeds recovery from a slipped disc.",
    "Fends off headaches.",
    "Tames your migraine.",
    "Your back pain's worst enemy.",
    "Kiss your pain goodbye.",
    "Works against pain.",
    "Targets sciatica.",
    "Pain melts away.",
    "Your headaches will disappear.",
    "Makes pain go away.",
]
"""How people promise to heal, or to help with an illness."""

NO_HEALING = [
    "No trial shows that it relieves pain.",
    "It does not treat arthritis.",
    "Whether it helps with sciatica is not known.",
    "Nobody knows if it eases back pain.",
    "No study has tested it for people with asthma.",
    "Stop if the pain does not ease.",
    "If pain spreads, come out of it.",
    "One article calls it “therapeutic for sciatica”.",
    "A stretch cannot cure arthritis.",
    "It never heals a slipped disc.",
    "Does it relieve back pain?",
    "Can stretching help with headaches?",
    "Ask first if you have arthritis.",
    "With osteoporosis, ask a clinician first.",
    "A trial found that exercise reduced neck pain [@x].",
    "In one trial, stretching eased neck pain in 96 office workers [@x].",
    "Pain that eases when you bend forward has a name.",
    "A mild pull is what you want; pain is not.",
    "It must never hurt.",
    "This spares a painful wrist.",
    "For a chest that has been bent over a desk.",
    "Hold the ball where it is good for your hand.",
    "It is not good for a sore neck.",
    "Leave it out with a frozen shoulder.",
    "If your shoulder is painful, go half as far.",
    "Doctors who treat cancer can tell you.",
    "A cushion helps your knees.",
    "Help yourself up with your hands.",
    "It helps to look at one spot.",
    "The wall helps you to stand.",
    "Rest, and try again when the ache is gone.",
    "An ache the next day is common.",
    "Tell a clinician about the pain.",
    "It was written for people with arthritis.",
    "Pain on both sides can be a sign of illness.",
    "Sitting still for long is no illness.",
    "To loosen a stiff upper back.",
    "Lying down gives your back a rest.",
    "The stretch does not help with pain at night.",
    "We found nothing that shows it prevents pain.",
    "A warm bath may feel good.",
    "People with sciatica often bend the knee.",
    "Manage only as far as is easy.",
    "The best position is one without pain.",
    "Stress on the joint is small here.",
    "Treat pain as a sign to stop.",
    "Reduce the stretch if pain comes.",
    "Ease off when pain comes.",
    "Ease off at once if there is pain.",
    "Do less until the pain eases.",
    "Roll off the ball before pain begins.",
    "This is not a treatment for scoliosis.",
    "It has not been shown to help osteoporosis.",
    "Whoever has had a hernia asks first.",
    "Pain in the calf with swelling can be a clot.",
    "Exercise helps many people, but pain at night wants looking at.",
    "Use a pillow to ease the pull, not the pain.",
    "Medicines for high blood pressure can make you dizzy.",
    "A brace that protects you from knocks is good.",
    "An operation helps some; ask your surgeon about pain.",
    "Reduce how far you go if you feel pain.",
    "It helps if you keep still when in pain.",
    "Reducing the bend is wise with a painful rib.",
    "It is good for the neck if that has no pain.",
    "Improve one thing at a time, and stop with pain.",
    "You may need help to get up with arthritis.",
    "Get help if pain spreads to your arm.",
    "Call for help: pain in the chest can be a heart attack.",
    "Get help at once for pain in the chest.",
    "Which stretches help depends on the pain.",
]


@pytest.mark.parametrize("text", HEALING)
def test_promises_to_heal_are_seen(wording: Wording, text: str) -> None:
    assert promised(wording, text)


@pytest.mark.parametrize("text", NO_HEALING)
def test_what_promises_no_healing_passes(wording: Wording, text: str) -> None:
    assert wording.faults(marked(text)) == []


def test_a_citation_speaks_for_its_own_sentence_and_for_no_cure(wording: Wording) -> None:
    assert wording.faults(marked("It eased pain in ten people, and reduces pain [@hand_book].")) == []
    assert wording.faults(marked("It reduces pain. Ten people liked it [@hand_book]."))
    assert wording.faults(marked("It cures back pain [@hand_book]."))


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_pass(wording: Wording, text: str) -> None:
    assert promised(wording, text) == []


@pytest.mark.parametrize("text", BOASTS)
def test_boasts_do_not(wording: Wording, text: str) -> None:
    assert promised(wording, text) == [BOASTS[text]]


@pytest.mark.parametrize("text", ["size", "A prize of another size", "dizzy", "“color”", "horizontal", "programming"])
def test_words_that_only_look_american_pass(wording: Wording, text: str) -> None:
    assert wording.faults(text) == []
