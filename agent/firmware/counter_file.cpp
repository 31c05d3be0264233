#include "agent/firmware/counter_file.hpp"

#include <charconv>
#include <system_error>

#include "agent/output_file.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t max_bytes = 32;

}  // namespace

Result<std::uint64_t> CounterFile::read() const {
  std::error_code failed;
  if (!std::filesystem::exists(file_, failed) && !failed)
    return std::uint64_t{0};
  const auto text = read_whole_file(file_, max_bytes);
  if (!text)
    return text.error();
  std::uint64_t counter = 0;
  const auto* begin = text->data();
  const auto* end = begin + text->size();
  const auto [stop, problem] = std::from_chars(begin, end, counter);
  // The line's end tells that nothing of the number is missing.
  if (problem != std::errc() || stop + 1 != end || *stop != '\n')
    return Error(Errc::parse, file_.string() + ": is not a number on a line");
  return counter;
}

Result<void> CounterFile::write(std::uint64_t counter) const {
  return replace_file(file_, std::to_string(counter) + '\n');
}

}  // namespace soundcheck
