"""Advice to harm oneself, in common words, is refused wherever it stands; a warning is not."""

from __future__ import annotations

import pytest
from stretchbook.book.library import Library
from stretchbook.checks.wording import Wording, wording_of

HARMFUL = """
If your arm starts to tingle, keep going; it will pass.
Carry on even when you feel dizzy.
A little numbness in the fingers is a sign that it works.
Stay in the stretch although your chest feels tight.
Do not let a sharp pain put you off.
The more it hurts, the more it helps.
Work right through any pain you feel.
You should feel real pain by the end of the hold.
Dizziness is nothing to worry about; just go on.
Light-headed? Close your eyes and keep turning.
If it feels wrong, do it harder until it feels right.
Lean into the sharp spot until it gives way.
Let gravity and a good shove do the rest.
Force your arm up the last few centimetres.
Push your head down with both hands.
Pull your head sideways as hard as you can bear.
Ask a friend to press your shoulders to the floor.
Have somebody sit on your back while you breathe out.
Get your partner to lean on your head.
Jerk your head quickly to one side.
Give the neck a quick twist until it cracks.
Crack your upper back over the edge of the chair.
Bounce up and down at the end of the movement.
Swing your arms back as fast as you can.
Take a deep breath and hold it for the whole stretch.
Hold your breath while you push.
Stretch as far as you possibly can.
Go as deep as your body allows, and then a bit deeper.
Hold it for as long as you can stand.
Ten minutes in this position are better than one.
The longer you hold, the better the result.
Never mind the time: longer is always better.
You do not need to warm up first.
Skip the warm-up when you are in a hurry.
Start cold, with the hardest stretch.
There is no need to see a doctor about numb hands.
You need not tell your doctor about this.
No need to ask anybody before you begin.
Your physiotherapist does not have to know.
Forget what your surgeon told you about lifting.
People with brittle bones can do it just the same.
A recent fracture is no obstacle.
Pregnant women may lie on their stomach for it.
After a stroke do it twice as often.
Stop your blood pressure tablets before you start.
You can leave out your painkillers and stretch instead.
Take two painkillers first so that you can go further.
Stretching makes your tablets unnecessary.
Do this instead of taking your medicine.
Throw your inhaler away.
Chest pain during this stretch is harmless.
Pressure in the chest just means the ribs are opening.
If you have chest pain, stretch it out.
A headache that comes suddenly can be stretched away.
Do not call an ambulance; wait and see whether it passes.
Wait a week before you have weak legs looked at.
Ignore the stop signs if you are used to them.
The cautions are for other people.
Warnings on this page do not apply to you.
You may skip the safety notes.
Put your full weight on your neck.
Balance on the back of your head.
Roll the ball up and down the front of your neck.
Lie with your neck on the roller and let your head hang.
Let your head drop back as far as it goes.
Hang from a bar by your chin.
Tie a belt around your head and pull.
Turn your head until you cannot see straight.
Keep your head back until the room spins.
Stay there until your fingers go white.
Stay down until your arms have no feeling left.
If your legs go weak, shake them and repeat.
Blackouts are common with this one; sit down and try again.
Feeling sick is part of the process.
Tears and trembling show that the muscle gives in.
When your body says stop, do three more.
Grit your teeth for the last ten seconds.
Overcome the resistance with a sudden thrust.
Bring your hands together behind you by all means, even with a dislocated shoulder.
A torn muscle heals faster if you stretch it hard.
Stretch the injured side more than the healthy one.
Do it on the day of your operation.
Load your back with a heavy bag to increase the stretch.
Bend forward with a weight around your neck.
Twist under load for a better result.
Stand on a chair with wheels to reach higher.
Do it on the edge of the stairs, without holding on.
Close your eyes and stand on one leg on the bed.
Drink some alcohol first to loosen up.
Stretch at the wheel while you drive.
Teach it to your baby by bending its back.
Push your child's back down until it touches the floor.
Pain is your friend here.
Only pain brings progress.
Welcome the burning in your neck.
Tell yourself that the pain is not real.
Your joints should click; click them again if they do not.
Keep pressing until you hear a snap.
Repeat it every hour, whatever your back says.
Do not be put off by swelling or bruises.
Do not stop just because your hand feels dead.
A burning pain down the arm is simply the nerve waking up.
Let your head fall backwards and dangle there.
Use the full weight of your arm to drag your head down.
The crunch you hear is old tension leaving.
If you black out, lie still and begin again.
Nobody needs a warm-up for these.
Your heart may race and pound; that is the point.
Keep pressing through the stabbing feeling.
Hold each position until your arms give out.
Get someone heavy to kneel between your shoulder blades.
Double the time when it hurts.
Even after a heart attack this is good for you.
There is no reason to wait until your fracture has healed.
You will not need your blood pressure pills after a week.
Put off the visit to your doctor and stretch instead.
Snap your neck to the left with a quick flick.
Fling your arms backwards.
Breathe in, clamp your mouth shut and push.
Stay upside down until your face goes red.
A little dizziness shows that blood is flowing.
Your chest will hurt at first. That is fine.
Numb feet are nothing unusual here.
Do twenty minutes without a break.
Push past what your body tells you.
Lean your whole weight on your neck.
Ask your son to walk along your spine.
When the joint will not go further, force it.
Pull until you see stars.
The neck can take far more than you think.
""".strip().split("\n")
"""The lists of words were written with these at hand, so this says that they stay found, and nothing of others: of 30
sentences that were written afterwards, to get past, 4 were found. Words cannot be read by a list; see DECISIONS."""

WARNINGS = """
Never push your head with your hands.
Stop at once if it hurts.
Do not bounce, jerk or swing.
Do not wait for it to pass: call the emergency number.
A pull is fine; pain is not.
Pain, tingling or dizziness is a reason to stop.
Do not hold your breath, press or strain.
Do not skip the warm-up.
Ask your doctor before you take a tablet so that you can stretch.
Do not stop your tablets without asking your doctor.
Stay within what is comfortable, and go less far on a bad day.
If your fingers tingle, come out until the tingling has gone.
Nobody should lean on your back or pull your arms.
Hold on to something solid, and never stand on a chair with wheels.
A longer hold is not better.
Do not ignore chest pain.
Never stretch a broken bone before it has healed.
Keep going with your daily walk, as far as is comfortable.
No trial shows that a warm-up makes stretches safer.
""".strip().split("\n")


@pytest.fixture(scope="module")
def wording(library: Library) -> Wording:
    return wording_of(library)


def test_harmful_advice_in_common_words_is_refused(wording: Wording) -> None:
    missed = [each for each in HARMFUL if not wording.faults(each)]
    assert len(missed) <= len(HARMFUL) // 20, missed


@pytest.mark.parametrize("text", WARNINGS)
def test_a_warning_is_let_through(text: str, wording: Wording) -> None:
    assert [fault.message for fault in wording.faults(text)] == []
