#include "probes/board/linux/slot_filesystem.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

using namespace std::string_view_literals;

bool has(std::string_view begin, std::size_t at, std::string_view magic) {
  return begin.size() >= at + magic.size() &&
         begin.substr(at, magic.size()) == magic;
}

struct Magic {
  std::size_t at;
  std::string_view bytes;
};

constexpr Magic read_only[] = {
    {0, "hsqs"sv},                 // SquashFS
    {1024, "\xe2\xe1\xf5\xe0"sv},  // EROFS
};
constexpr Magic writable[] = {
    {1024, "\x10\x20\xf5\xf2"sv},  // F2FS
    {0, "XFSB"sv},
    {65'536 + 64, "_BHRfS_M"sv},  // Btrfs
    {54, "FAT"sv},
    {82, "FAT"sv},
};

bool is_ext(std::string_view begin) {
  return has(begin, 1024 + 56, "\x53\xef"sv);
}

/// s_mtime and s_mnt_count of struct ext4_super_block.
bool was_mounted_for_writing(std::string_view begin) {
  return !has(begin, 1024 + 44, "\0\0\0\0"sv) ||
         !has(begin, 1024 + 52, "\0\0"sv);
}

}  // namespace

const char* why_it_may_differ(std::string_view begin, bool running) {
  const auto is = [begin](const Magic& magic) {
    return has(begin, magic.at, magic.bytes);
  };
  if (std::any_of(std::begin(read_only), std::end(read_only), is))
    return nullptr;
  if (is_ext(begin)) {
    return was_mounted_for_writing(begin)
               ? "its file system was mounted for writing"
               : nullptr;
  }
  const bool known_writable =
      std::any_of(std::begin(writable), std::end(writable), is);
  return known_writable || running ? "its file system may be written to"
                                   : nullptr;
}

}  // namespace soundcheck
