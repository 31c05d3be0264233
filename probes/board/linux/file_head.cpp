#include "probes/board/linux/file_head.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

std::string_view head_of(const std::string& file, FileHead& buffer) {
  const FileDescriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  const auto size = read(descriptor.get(), buffer.data(), buffer.size());
  return {buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace soundcheck
