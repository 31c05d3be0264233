// What a crash left in memory, which may be anything. Inputs are short; so that
// the end is cut, each is read alone and behind a long log.
#include "probes/board/linux/pstore_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

bool is_harmless(char c) {
  return c >= ' ' && c <= '~';
}

void read(const std::string& record) {
  soundcheck::CrashRecord crash;
  soundcheck::parse_crash_record(record, crash);
  const auto& headline = crash.headline;
  const auto& text = crash.text;
  require(headline.size() <= 322);
  require(std::all_of(headline.begin(), headline.end(), is_harmless));
  require(text.size() <= std::min<std::size_t>(record.size(), 8192));
  require(std::all_of(text.begin(), text.end(),
                      [](char c) { return c == '\n' || is_harmless(c); }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string input(data, data + size);
  read(input);
  std::string log = "Panic#1 Part1\n";
  while (log.size() < 8192)
    log += "<6>[    1.000000] a line of the log\n";
  read(log + input);
  return 0;
}
