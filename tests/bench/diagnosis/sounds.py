"""What can be broken of a speaker on the acoustic bench, three ways each, none
of which the chances of the knowledge base were written with."""

from dataclasses import dataclass, field

QUIET_PLACE = {"noise_dbfs": -70}
LOUD_PLACE = {"noise_dbfs": -55, "noise_kind": "pink"}


@dataclass(frozen=True)
class Sound:
    """`truth` is a fault of the knowledge base, or empty; `keys` go into the
    bench's fault file, `mixer` to its mixer."""

    truth: str
    complaint: str = ""
    keys: dict = field(default_factory=dict)
    mixer: str = ""


def _three(truth, complaint, *keys):
    """In three rooms, the last of them a loud one. A third of the owners does
    not say what they miss."""
    rooms = ({"room": 11}, {"room": 12, **QUIET_PLACE},
             {"room": 13, **LOUD_PLACE})
    complaints = (complaint, "", complaint)
    return [Sound(truth, words, {**room, **one})
            for words, room, one in zip(complaints, rooms, keys, strict=True)]


def _each(number, key, value):
    return {f"mic{number}_{key}": value}


FAULTY = [
    *_three("audio.card_missing", "no_sound", *[{"absent": 1}] * 3),
    *_three("audio.no_output", "no_sound", {"speaker_mute": 1},
            {"speaker_mute": 1}, {"speaker_gain_db": -90}),
    *_three("audio.volume_low", "no_sound", {"speaker_gain_db": -20},
            {"speaker_gain_db": -26}, {"speaker_gain_db": -22}),
    *_three("audio.speaker_level", "other", {"speaker_gain_db": -5},
            {"speaker_gain_db": -7}, {"speaker_gain_db": -8}),
    *_three("audio.speaker_hf_loss", "distorted", {"speaker_lowpass_hz": 2000},
            {"speaker_lowpass_hz": 3000}, {"speaker_lowpass_hz": 1500}),
    *_three("audio.speaker_lf_loss", "distorted", {"speaker_highpass_hz": 600},
            {"speaker_highpass_hz": 480}, {"speaker_highpass_hz": 700}),
    *_three("audio.speaker_polarity", "other", *[{"speaker_inverted": 1}] * 3),
    *_three("audio.speaker_thd", "distorted", {"speaker_motor": 8},
            {"speaker_motor": 6}, {"speaker_motor": 12}),
    *_three("audio.rub_buzz", "distorted", {"rub": 0.4}, {"rattle": 0.5},
            {"rub": 0.25}),
    *_three("audio.amp_clip", "distorted", {"clip": 0.012}, {"clip": 0.017},
            {"clip": 0.01}),
    *_three("audio.mic_no_data", "does_not_hear_me", _each(1, "zero", 1),
            _each(3, "zero", 1), _each(4, "zero", 1)),
    *_three("audio.mic_dead", "does_not_hear_me", _each(1, "dead", 1),
            _each(3, "dead", 1), _each(4, "dead", 1)),
    *_three("audio.mic_blocked", "does_not_hear_me", _each(1, "blocked", 1),
            _each(2, "blocked", 1), _each(4, "blocked", 1)),
    *_three("audio.mic_gain", "does_not_hear_me", _each(2, "gain_db", -4),
            _each(3, "gain_db", -6), _each(4, "gain_db", -9)),
    *_three("audio.mic_polarity", "does_not_hear_me", _each(1, "inverted", 1),
            _each(2, "inverted", 1), _each(3, "inverted", 1)),
    *_three("audio.mic_swap", "does_not_hear_me", *[{"mic_swap": 1}] * 3),
    *_three("audio.mic_dc", "does_not_hear_me", _each(2, "dc", 0.03),
            _each(3, "dc", -0.04), _each(4, "dc", 0.08)),
    *_three("audio.mic_stuck_bits", "does_not_hear_me",
            _each(1, "stuck_bits", 8), _each(2, "stuck_bits", 12),
            _each(4, "stuck_bits", 60)),
    *_three("audio.mic_noisy", "does_not_hear_me",
            _each(1, "noise_dbfs", -48), _each(2, "noise_dbfs", -52),
            _each(3, "noise_dbfs", -40)),
    *_three("audio.clip_in", "does_not_hear_me",
            # With less the sweep does not reach full scale.
            *[{f"mic{n}_gain_db": gain for n in range(1, 5)}
              for gain in (44, 48, 46)]),
    *_three("audio.hum", "does_not_hear_me", {"hum_dbfs": -42},
            {"hum_dbfs": -38, "hum_hz": 60}, {"hum_dbfs": -34}),
    *_three("audio.wrong_rate", "distorted", *[{"mic_rate_hz": 44100}] * 2,
            {"mic_rate_hz": 32000}),
    *_three("audio.dropout", "distorted", {"lost_block_ms": 10},
            {"lost_block_ms": 30}, {"lost_block_ms": 50}),
    *_three("audio.clock_drift", "does_not_hear_me", {"mic_clock_ppm": 150},
            {"mic_clock_ppm": -250}, {"mic_clock_ppm": 400}),
    *_three("audio.latency", "slow_answers", {"latency_ms": 15},
            {"latency_ms": 25}, {"latency_ms": 40}),
    *[Sound("audio.speaker_muted", words, mixer="mute")
      for words in ("no_sound", "", "other")],
    *[Sound("audio.volume_zero", words, mixer="0%")
      for words in ("no_sound", "", "other")],
]
