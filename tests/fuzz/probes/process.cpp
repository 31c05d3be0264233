// What /proc tells of a process; programs name themselves as they like. The
// first byte of an input chooses the reader, the rest is the file.
#include <array>
#include <cstdint>
#include <string_view>

#include "probes/board/linux/process_stat.hpp"
#include "probes/board/linux/program_name.hpp"
#include "tests/fuzz/probes/answered.hpp"

namespace {

using namespace soundcheck;
using fuzz::answered;
using fuzz::require;

void read_stat(std::string_view text) {
  const auto stat = parse_process_stat(text, "f");
  if (!answered(stat))
    return;
  require(stat->pid > 0);
  require(stat->program.size() < text.size());
}

void read_command_line(std::string_view text) {
  for (const std::string_view program : {"sh", "tune"}) {
    const auto name = program_name(program, text);
    require(!name.empty());
    require(name.find_first_of(" =\"'/$\n") == name.npos ||
            name.starts_with("sh -c "));
    require(name.size() <= 40);
  }
}

void read_group(std::string_view text) {
  const auto group = control_group(text);
  require(group.find('\n') == group.npos);
  require(unit_name(group).find_first_of("/@") == std::string_view::npos);
}

constexpr std::array readers = {read_stat, read_command_line, read_group};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  readers[data[0] % readers.size()](text);
  return 0;
}
