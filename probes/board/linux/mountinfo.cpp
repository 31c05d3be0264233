#include "probes/board/linux/mountinfo.hpp"

#include <algorithm>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// The kernel writes blank, tab, newline and backslash as \ooo.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto code = text[i] == '\\' && i + 3 < text.size()
                          ? number<std::uint8_t>(text.substr(i + 1, 3), 8)
                          : std::nullopt;
    plain += code ? static_cast<char>(*code) : text[i];
    i += code ? 3 : 0;
  }
  return plain;
}

bool has_option(std::string_view options, std::string_view wanted) {
  while (!options.empty()) {
    const auto end = std::min(options.find(','), options.size());
    if (options.substr(0, end) == wanted)
      return true;
    options.remove_prefix(std::min(end + 1, options.size()));
  }
  return false;
}

/// "36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw,errors=continue"
std::optional<Mount> mount_of(std::string_view line) {
  const auto parts = words(line);
  if (parts.size() < 10)
    return std::nullopt;
  const auto dash = std::find(parts.begin() + 6, parts.end(), "-");
  if (parts.end() - dash < 4)
    return std::nullopt;
  Mount mount;
  mount.device = parts[2];
  mount.mount_point = unescaped(parts[4]);
  mount.type = unescaped(dash[1]);
  mount.source = unescaped(dash[2]);
  mount.asked_read_only = has_option(parts[5], "ro");
  // The last two are ext4's of Linux 6.15, which keeps its "rw" beside them.
  mount.read_only = mount.asked_read_only || has_option(dash[3], "ro") ||
                    has_option(dash[3], "emergency_ro") ||
                    has_option(dash[3], "shutdown");
  if (!mount.mount_point.starts_with('/'))
    return std::nullopt;
  return mount;
}

}  // namespace

Result<std::vector<Mount>> parse_mountinfo(std::string_view text,
                                           std::string_view file) {
  std::vector<Mount> mounts;
  TextLines lines(text, file);
  while (const auto line = lines.next()) {
    auto mount = mount_of(*line);
    if (!mount)
      return lines.error("is not a line of mountinfo");
    std::erase_if(mounts, [&mount](const Mount& earlier) {
      return earlier.mount_point == mount->mount_point;
    });
    mounts.push_back(std::move(*mount));
  }
  return mounts;
}

}  // namespace soundcheck
