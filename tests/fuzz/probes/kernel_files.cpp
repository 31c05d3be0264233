// The parsers of what the kernel and the image write. The first byte of an
// input chooses the parser (in the corpus '0' and what follows it in ASCII, in
// their order below); the rest is the file.
#include <array>
#include <cstdint>
#include <string_view>

#include "probes/board/linux/flash_life.hpp"
#include "probes/board/linux/kernel_command_line.hpp"
#include "probes/board/linux/mountinfo.hpp"
#include "probes/board/linux/os_release.hpp"
#include "probes/board/linux/proc_load.hpp"
#include "probes/board/linux/proc_memory.hpp"
#include "probes/board/linux/storage_health.hpp"
#include "probes/board/linux/text_lines.hpp"
#include "tests/fuzz/probes/answered.hpp"

namespace {

using namespace soundcheck;
using fuzz::answered;
using fuzz::require;

void read_memory(std::string_view text) {
  const auto state = parse_meminfo(text, "f");
  if (answered(state))
    require(state->available_bytes <= state->total_bytes);
}

void read_kills(std::string_view text) {
  answered(parse_oom_kills(text, "f"));
}

void read_pressure(std::string_view text) {
  const auto pressure = parse_pressure(text, "f");
  if (!answered(pressure))
    return;
  const double full = pressure->full_avg60.value_or(0);
  require(pressure->some_avg60 >= 0 && pressure->some_avg60 <= 100);
  require(full >= 0 && full <= 100);
}

void read_load(std::string_view text) {
  const auto load = parse_loadavg(text, "f");
  if (answered(load))
    require(load->load1 >= 0 && load->load5 >= 0 && load->load15 >= 0);
}

void read_processors(std::string_view text) {
  const auto count = parse_cpu_list(text, "f");
  if (answered(count))
    require(*count > 0);
}

void read_mounts(std::string_view text) {
  const auto mounts = parse_mountinfo(text, "f");
  if (!answered(mounts))
    return;
  for (const auto& mount : *mounts)
    require(mount.mount_point.starts_with('/'));
}

void read_release(std::string_view text) {
  const auto values = parse_os_release(text, "f");
  if (!answered(values))
    return;
  for (const auto& [name, value] : *values) {
    require(!name.empty());
    require(value.find('\n') == value.npos && value.find('\0') == value.npos);
  }
}

void read_slot(std::string_view text) {
  require(slot_of(text).size() <= text.size());
}

void read_life_time(std::string_view text) {
  const auto life = parse_life_time(text, "f");
  if (answered(life))
    require(life->first >= 0 && life->first <= 255);
}

void read_pre_eol(std::string_view text) {
  const auto value = parse_pre_eol(text, "f");
  if (answered(value))
    require(*value >= 0 && *value <= 255);
}

void read_written(std::string_view text) {
  const auto bytes = parse_written_bytes(text, "f");
  if (answered(bytes))
    require(*bytes % 512 == 0);
}

/// The counts of ext4 and UBI.
void read_count(std::string_view text) {
  const auto count = sole_number<std::uint64_t>(text, "f");
  if (answered(count))
    require(text.find(std::to_string(*count)) != text.npos);
}

constexpr std::array parsers = {read_memory,  read_kills,      read_pressure,
                                read_load,    read_processors, read_mounts,
                                read_release, read_slot,       read_life_time,
                                read_pre_eol, read_written,    read_count};

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
