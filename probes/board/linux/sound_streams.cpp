#include "probes/board/linux/sound_streams.hpp"

namespace soundcheck {

namespace {

/// Folders below one whose names begin so.
std::vector<std::string> folders(const BoardRoot& root,
                                 const std::string& parent,
                                 std::string_view prefix) {
  std::vector<std::string> found;
  if (const auto names = root.list(parent)) {
    for (const auto& name : *names) {
      if (name.starts_with(prefix))
        found.push_back(parent + "/" + name);
    }
  }
  return found;
}

}  // namespace

std::optional<unsigned> streams_in_xrun(const BoardRoot& root) {
  std::optional<unsigned> count;
  for (const auto& card : folders(root, "/proc/asound", "card")) {
    for (const auto& device : folders(root, card, "pcm")) {
      for (const auto& stream : folders(root, device, "sub")) {
        const auto status = root.read(stream + "/status");
        if (status && *status)
          count = count.value_or(0) + (*status)->starts_with("state: XRUN");
      }
    }
  }
  return count;
}

}  // namespace soundcheck
