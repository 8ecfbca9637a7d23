"""What is told of a training while it runs, from what Keras prints."""

import pytest

from autograder.student import training_news as training
from autograder.student.training_news import TrainingNews


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets."""
    now = [100.0]
    monkeypatch.setattr(training.time, "monotonic", lambda: now[0])
    return now


def told(news, **thresholds):
    return "\n".join(news.lines(thresholds))


def test_epoch_pace_and_accuracy(clock):
    news = TrainingNews()
    news.begin(240)
    assert "0 s of at most 240 s" in told(news) and "`verbose=2`" in told(news)
    news.hear(b"Epoch 1/4\n")
    clock[0] += 10
    assert "10 s of at most 240 s; epoch 1/4" in told(news)
    news.hear(b"63/63 - 10s - 159ms/step - accuracy: 0.4130 - loss: 1.4 - val_accuracy: 0.3900\nEpoch 2/4\n")
    clock[0] += 2
    said = told(news, accuracy=0.62)
    assert "epoch 2/4, about 28 s left in this fit" in said
    assert "Keras reports: accuracy 0.4130, val_accuracy 0.3900" in said
    assert "Wanted at the end, on photos that were held back: accuracy 0.62" in said
    assert "verbose" not in said


def test_time_that_will_not_do_is_told_at_once(clock):
    news = TrainingNews()
    news.begin(60)
    news.hear(b"Epoch 1/4\n")
    clock[0] += 30
    news.hear(b"Epoch 2/4\n")
    assert "epoch 2/4, 30 s each: about 90 s left, which is MORE than the time allows" in told(news)


def test_a_second_fit_begins_anew(clock):
    news = TrainingNews()
    news.begin(240)
    for fit in range(2):
        news.hear(b"Epoch 1/2\n")
        clock[0] += 5 * (fit + 1)
    news.hear(b"Epoch 2/2\n")
    assert "about 10 s left in this fit" in told(news)


def test_a_progress_bar_with_colours_and_pieces_of_lines(clock):
    news = TrainingNews()
    for piece in (
        b"Epo",
        b"ch 3/9\n\x1b[1m10/63\x1b[0m \x1b[32m--\x1b[0m 0s 5ms/step - accuracy: 0.2",
        b"500 - loss: 2\b\b\b\r",
    ):
        news.hear(piece)
    assert "epoch 3/9" in told(news) and "accuracy 0.2500" in told(news)


@pytest.mark.parametrize(
    "noise", [b"\xff\xfe" * 1000, b"Epoch 0/0\n", b"Epoch 2/1\n", b"Epoch " + b"9" * 5000 + b"/4\n", b"\x1b[2J\n"]
)
def test_any_noise_does_no_harm(clock, noise):
    news = TrainingNews()
    news.begin(10)
    news.hear(b"Epoch 1/4\n")
    news.hear(noise)
    assert "\x1b" not in told(news) and len(told(news)) < 400


def test_it_remembers_little(clock):
    news = TrainingNews()
    for _ in range(1000):
        news.hear(b"x" * 10_000)
    assert len(news._rest) <= 200
