#include "probes/board/linux/light_sysfs.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/whole_file.hpp"

namespace soundcheck {

LightSysfs::LightSysfs(const BoardRoot& root, const std::string& name) {
  if (!name.empty())
    folder_ = root.path("/sys/class/leds/" + name).string();
}

std::string LightSysfs::problem() const {
  if (folder_.empty())
    return "this speaker has no light for it: light.led names none";
  if (::access((folder_ + "/brightness").c_str(), W_OK) != 0)
    return folder_ + "/brightness: " + std::generic_category().message(errno);
  return "";
}

Result<void> LightSysfs::shine(bool on) {
  if (auto why = problem(); !why.empty())
    return Error(Errc::unsupported, std::move(why));
  const auto most = read_whole_file(folder_ + "/max_brightness", 32);
  const std::string value = !on ? "0" : most ? *most : "1";
  const FileDescriptor file(
      ::open((folder_ + "/brightness").c_str(), O_WRONLY | O_CLOEXEC));
  if (!file || ::write(file.get(), value.data(), value.size()) < 0) {
    return Error(Errc::io, folder_ + "/brightness: " +
                               std::generic_category().message(errno));
  }
  return {};
}

}  // namespace soundcheck
