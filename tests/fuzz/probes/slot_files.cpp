// The parsers of what boot loader and updater leave behind. The first byte of
// an input chooses the parser (a digit in the corpus); the rest is the file.
#include <array>
#include <cstdint>
#include <string_view>

#include "probes/board/linux/fw_env_config.hpp"
#include "probes/board/linux/rauc_slots.hpp"
#include "probes/board/linux/uboot_slots.hpp"
#include "tests/fuzz/probes/answered.hpp"

namespace {

using namespace soundcheck;
using fuzz::answered;
using fuzz::require;

void read_config(std::string_view text) {
  const auto places = parse_fw_env_config(text, "f");
  if (!answered(places))
    return;
  require(places->size() == 1 || places->size() == 2);
  for (const auto& place : *places) {
    require(place.device.starts_with('/'));
    require(place.size >= 16 && place.size <= 1024 * 1024);
  }
}

/// A checksum that is wrong lets no variable through.
void read_copies(std::string_view bytes) {
  const std::string first(bytes.substr(0, bytes.size() / 2));
  const std::string second(bytes.substr(bytes.size() / 2));
  const auto environment =
      read_uboot_environment({first, second}, first.size());
  require(environment.copies.copies == 2);
  require(environment.copies.blank <= environment.copies.wrong);
  require(environment.copies.wrong < 2 || environment.data.empty());
}

void read_variables(std::string_view data) {
  UbootEnvironment environment;
  environment.data = data;
  SlotsState state;
  tell_slots(environment, state);
  for (const auto& slot : state.slots) {
    require(slot.bootable);
    require(slot.boot_state != BootState::good || slot.attempts_left > 0u);
  }
  require(state.primary.empty() || !state.wanted.empty());
}

void read_rauc(std::string_view text) {
  SlotsState state;
  const auto file = tell_slots_of_rauc(text, "f", state);
  if (!answered(file))
    return;
  require(file->empty() || file->starts_with('/'));
  const auto slots = state.slots.size();
  require(tell_status_of_rauc(text, "f", state).has_value());
  require(state.slots.size() == slots);
  settle_wanted_slot(state);
}

constexpr std::array parsers = {read_config, read_copies, read_variables,
                                read_rauc};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  parsers[data[0] % parsers.size()](text);
  return 0;
}
