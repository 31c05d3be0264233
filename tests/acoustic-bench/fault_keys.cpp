#include "tests/acoustic-bench/fault_keys.hpp"

#include <type_traits>

namespace soundcheck::bench {

namespace {

using Keys = std::map<std::string, FaultKey, std::less<>>;

template <class Value>
Value as(double number) {
  if constexpr (std::is_same_v<Value, bool>)
    return number != 0;
  else
    return static_cast<Value>(number);
}

/// A key for one member of Faults, or of a microphone's faults that `of` finds.
template <class Of, class Owner, class Value>
FaultKey key_of(Of of, Value Owner::*member, double min, double max) {
  FaultKey key;
  key.min = min;
  key.max = max;
  key.is_switch = std::is_same_v<Value, bool>;
  key.set = [of, member](Faults& faults, double number) {
    of(faults).*member = as<Value>(number);
  };
  key.get = [of, member](const Faults& faults) {
    return static_cast<double>(of(faults).*member);
  };
  return key;
}

template <class Value>
FaultKey key(Value Faults::*member, double min = 0, double max = 1) {
  return key_of(
      [](auto& faults) -> auto& { return faults; }, member, min, max);
}

void add_loudspeaker(Keys& keys) {
  keys["speaker_gain_db"] = key(&Faults::speaker_gain_db, -120, 40);
  keys["speaker_mute"] = key(&Faults::speaker_mute);
  keys["speaker_inverted"] = key(&Faults::speaker_inverted);
  keys["speaker_highpass_hz"] = key(&Faults::speaker_highpass_hz, 60, 5000);
  keys["speaker_lowpass_hz"] = key(&Faults::speaker_lowpass_hz, 200, 20000);
  keys["speaker_motor"] = key(&Faults::speaker_motor, 0, 20);
  keys["clip"] = key(&Faults::clip);
  keys["rub"] = key(&Faults::rub);
  keys["rattle"] = key(&Faults::rattle);
}

void add_surroundings(Keys& keys) {
  keys["noise_dbfs"] = key(&Faults::noise_dbfs, silent_dbfs, 0);
  keys["noise_kind"] = key(&Faults::noise_kind);
  keys["noise_kind"].words = {"white", "pink"};
  keys["talk_dbfs"] = key(&Faults::talk_dbfs, silent_dbfs, 0);
  keys["music_dbfs"] = key(&Faults::music_dbfs, silent_dbfs, 0);
  keys["hum_dbfs"] = key(&Faults::hum_dbfs, silent_dbfs, 0);
  keys["hum_hz"] = key(&Faults::hum_hz, 40, 70);
  keys["room"] = key(&Faults::room, 0, 4294967295);
}

void add_card(Keys& keys) {
  keys["mic_swap"] = key(&Faults::mic_swap);
  keys["mic_clock_ppm"] = key(&Faults::mic_clock_ppm, -1000, 1000);
  keys["mic_rate_hz"] = key(&Faults::mic_rate_hz, 16000, 96000);
  keys["lost_block_ms"] = key(&Faults::lost_block_ms, 0, 1000);
  keys["lost_block_at"] = key(&Faults::lost_block_at_s, 0, 3600);
  keys["latency_ms"] = key(&Faults::latency_ms, 0, 1000);
  keys["absent"] = key(&Faults::absent);
  keys["busy"] = key(&Faults::busy);
  keys["xrun_capture"] = key(&Faults::xrun_capture_s, 0, 3600);
}

void add_microphone(Keys& keys, std::size_t m) {
  const auto name = [m](const char* what) {
    return "mic" + std::to_string(m + 1) + "_" + what;
  };
  const auto of = [m](auto& faults) -> auto& {
    return faults.microphones[m];
  };
  using Mic = MicrophoneFaults;
  keys[name("dead")] = key_of(of, &Mic::dead, 0, 1);
  keys[name("gain_db")] = key_of(of, &Mic::gain_db, -120, 60);
  keys[name("drift_db_s")] = key_of(of, &Mic::drift_db_s, -40, 40);
  keys[name("blocked")] = key_of(of, &Mic::blocked, 0, 1);
  keys[name("inverted")] = key_of(of, &Mic::inverted, 0, 1);
  keys[name("noise_dbfs")] = key_of(of, &Mic::noise_dbfs, silent_dbfs, 0);
  keys[name("dc")] = key_of(of, &Mic::dc, -1, 1);
  keys[name("zero")] = key_of(of, &Mic::zero, 0, 1);
  keys[name("stuck_bits")] = key_of(of, &Mic::stuck_bits, 0, 255);
}

Keys make_keys() {
  Keys keys;
  add_loudspeaker(keys);
  add_surroundings(keys);
  add_card(keys);
  for (std::size_t m = 0; m < microphone_count; ++m)
    add_microphone(keys, m);
  return keys;
}

}  // namespace

std::string FaultKey::allowed() const {
  if (is_switch)
    return "0, 1";
  if (words.empty())
    return short_number(min) + ".." + short_number(max);
  std::string all;
  for (const auto& word : words)
    all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string FaultKey::written(const Faults& faults) const {
  const double value = get(faults);
  if (words.empty())
    return short_number(value);
  return words[static_cast<std::size_t>(value)];
}

const Keys& fault_keys() {
  static const Keys all = make_keys();
  return all;
}

std::string short_number(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

}  // namespace soundcheck::bench
