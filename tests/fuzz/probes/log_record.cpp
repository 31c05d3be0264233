// The kernel's log and syslogd's file: every program writes into them what it
// likes. The first byte of an input chooses the reader, the rest is a line.
#include "probes/board/linux/log_record.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include "tests/fuzz/probes/answered.hpp"

namespace {

using namespace soundcheck;
using fuzz::answered;
using fuzz::require;

/// What may leave the board.
void require_plain(std::string_view name) {
  require(name.size() <= 24);
  require(name.find_first_of(" \n@:/()[]\"'\\") == name.npos);
}

void read_record(std::string_view line) {
  const auto record = parse_log_record(line, "f");
  if (!answered(record))
    return;
  require(record->level <= 7);
  require(record->since_boot.count() >= 0);
  require(record->text.size() < line.size());
}

void read_source(std::string_view line) {
  require_plain(log_source(line));
  require_plain(log_source(syslog_text(line)));
}

void read_kill(std::string_view line) {
  require_plain(killed_for_memory(line).value_or(""));
}

constexpr std::array readers = {read_record, read_source, read_kill};

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
