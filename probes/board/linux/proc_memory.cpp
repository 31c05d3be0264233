#include "probes/board/linux/proc_memory.hpp"

#include <map>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// "MemTotal:  2048 kB" -> 2048 * 1024.
std::optional<std::uint64_t> bytes_of(std::string_view rest) {
  const auto parts = words(rest);
  if (parts.size() != 2 || parts[1] != "kB")
    return std::nullopt;
  const auto kibibytes = number<std::uint64_t>(parts[0]);
  if (!kibibytes || *kibibytes > UINT64_MAX / 1024)
    return std::nullopt;
  return *kibibytes * 1024;
}

}  // namespace

Result<MemoryState> parse_meminfo(std::string_view text,
                                  std::string_view file) {
  MemoryState state;
  std::map<std::string_view, std::uint64_t*> wanted = {
      {"MemTotal", &state.total_bytes},
      {"MemAvailable", &state.available_bytes},
      {"SwapTotal", &state.swap_total_bytes},
      {"SwapFree", &state.swap_free_bytes}};
  TextLines lines(text, file);
  while (const auto line = lines.next()) {
    const auto colon = line->find(':');
    const auto found = wanted.find(line->substr(0, colon));
    if (colon == line->npos || found == wanted.end())
      continue;
    const auto bytes = bytes_of(line->substr(colon + 1));
    if (!bytes)
      return lines.error(std::string(found->first) + " must be a number of kB");
    *found->second = *bytes;
    wanted.erase(found);
  }
  for (const auto name : {"MemTotal", "MemAvailable"}) {
    if (wanted.contains(name))
      return lines.error(std::string("ends without ") + name);
  }
  if (state.total_bytes == 0 || state.available_bytes > state.total_bytes)
    return lines.error("MemAvailable must not exceed MemTotal");
  return state;
}

Result<std::optional<std::uint64_t>> parse_oom_kills(std::string_view text,
                                                     std::string_view file) {
  TextLines lines(text, file);
  while (const auto line = lines.next()) {
    const auto parts = words(*line);
    if (parts.empty() || parts[0] != "oom_kill")
      continue;
    const auto count =
        parts.size() == 2 ? number<std::uint64_t>(parts[1]) : std::nullopt;
    if (!count)
      return lines.error("oom_kill must be a count");
    return count;
  }
  return std::optional<std::uint64_t>();
}

}  // namespace soundcheck
