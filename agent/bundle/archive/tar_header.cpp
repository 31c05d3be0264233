#include "agent/bundle/archive/tar_header.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace soundcheck::bundle {

namespace {

// By hand, because libarchive would bring libxml2, ICU and 30 MB of address
// space for these 512 bytes.
struct Header {
  char name[100];
  char mode[8];
  char uid[8];
  char gid[8];
  char size[12];
  char mtime[12];
  char checksum[8];
  char type;
  char link_name[100];
  char magic[6];
  char version[2];
  char rest[247];
};
static_assert(sizeof(Header) == tar_block);

}  // namespace

std::array<char, tar_block> tar_header(std::string_view name,
                                       std::size_t bytes,
                                       std::int64_t unix_s) {
  Header header{};
  name.copy(header.name, sizeof header.name);
  std::snprintf(header.mode, sizeof header.mode, "%07o", 0600U);
  std::snprintf(header.uid, sizeof header.uid, "%07o", 0U);
  std::snprintf(header.gid, sizeof header.gid, "%07o", 0U);
  std::snprintf(header.size, sizeof header.size, "%011lo",
                static_cast<unsigned long>(bytes));
  std::snprintf(header.mtime, sizeof header.mtime, "%011lo",
                static_cast<unsigned long>(
                    std::clamp<std::int64_t>(unix_s, 0, 0x1ffffffff)));
  header.type = '0';
  std::memcpy(header.magic, "ustar", sizeof header.magic);
  std::memcpy(header.version, "00", sizeof header.version);
  // Counted as if it were blanks.
  std::memset(header.checksum, ' ', sizeof header.checksum);
  std::array<char, tar_block> block{};
  std::memcpy(block.data(), &header, sizeof header);
  unsigned sum = 0;
  for (const char c : block)
    sum += static_cast<unsigned char>(c);
  std::snprintf(header.checksum, sizeof header.checksum, "%06o", sum);
  header.checksum[7] = ' ';
  std::memcpy(block.data(), &header, sizeof header);
  return block;
}

std::size_t tar_padding(std::size_t bytes) {
  return (tar_block - bytes % tar_block) % tar_block;
}

}  // namespace soundcheck::bundle
