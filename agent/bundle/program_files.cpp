#include "agent/bundle/program_files.hpp"

#include <array>
#include <unistd.h>

namespace soundcheck::bundle {

std::string program_file(const std::string& name) {
  std::array<char, 1024> self{};
  const auto length =
      ::readlink("/proc/self/exe", self.data(), self.size() - 1);
  if (length <= 0)
    return {};
  std::string folder(self.data());
  folder.resize(folder.rfind('/') + 1);
  for (const auto* way : {"", "../libexec/soundcheck/"}) {
    auto file = folder + way + name;
    if (::access(file.c_str(), X_OK) == 0)
      return file;
  }
  return {};
}

}  // namespace soundcheck::bundle
