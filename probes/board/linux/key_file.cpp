#include "probes/board/linux/key_file.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

Result<void> read_key_file(std::string_view text,
                           std::string_view file,
                           const TakeKey& take) {
  std::string_view group;
  TextLines lines(text, file);
  while (const auto raw = lines.next()) {
    const auto line = trimmed(*raw);
    if (line.empty() || line.starts_with('#'))
      continue;
    if (line.find('\0') != line.npos)
      return lines.error("is not text");
    if (line.starts_with('[')) {
      if (line.size() < 3 || line.find(']') != line.size() - 1)
        return lines.error("must be [group]");
      group = line.substr(1, line.size() - 2);
      continue;
    }
    const auto equals = line.find('=');
    const auto key = trimmed(line.substr(0, equals));
    if (equals == line.npos || key.empty())
      return lines.error("must be key=value");
    if (group.empty())
      return lines.error("belongs to no [group]");
    take(group, key, trimmed(line.substr(equals + 1)));
  }
  return {};
}

}  // namespace soundcheck
