#include "probes/board/linux/firmware_files.hpp"

#include "probes/board/linux/kernel_command_line.hpp"
#include "probes/board/linux/os_release.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// A device tree property ends with a NUL, a file with a newline.
std::string sole_line(std::string_view text) {
  text = text.substr(0, text.find('\0'));
  return std::string(trimmed(text.substr(0, text.find('\n'))));
}

Result<std::string> first_of(const BoardRoot& root,
                             std::initializer_list<std::string_view> files) {
  for (const auto file : files) {
    const auto text = root.read(file);
    if (!text)
      return text.error();
    if (*text)
      return sole_line(**text);
  }
  return std::string();
}

}  // namespace

Result<void> FirmwareFiles::read_os_release(FirmwareIdentity& identity) const {
  for (const auto file : {"/etc/os-release", "/usr/lib/os-release"}) {
    const auto text = root_.read(file);
    if (!text)
      return text.error();
    if (!*text)
      continue;
    auto values = parse_os_release(**text, file);
    if (!values)
      return values.error();
    identity.os_id = (*values)["ID"];
    identity.version = (*values)["IMAGE_VERSION"];
    if (identity.version.empty())
      identity.version = (*values)["VERSION_ID"];
    identity.build_id = (*values)["BUILD_ID"];
    return {};
  }
  return {};
}

Result<FirmwareIdentity> FirmwareFiles::read() const {
  FirmwareIdentity identity;
  if (const auto done = read_os_release(identity); !done)
    return done.error();

  const auto kernel = first_of(root_, {"/proc/sys/kernel/osrelease"});
  const auto model = first_of(root_, {"/sys/firmware/devicetree/base/model",
                                      "/sys/class/dmi/id/product_name"});
  const auto boot_id = first_of(root_, {"/proc/sys/kernel/random/boot_id"});
  const auto command_line = first_of(root_, {"/proc/cmdline"});
  for (const auto* text : {&kernel, &model, &boot_id, &command_line}) {
    if (!*text)
      return text->error();
  }
  identity.kernel = *kernel;
  identity.model = *model;
  identity.boot_id = *boot_id;
  identity.running_slot = slot_of(*command_line);
  return identity;
}

Task<FirmwareIdentity> FirmwareFiles::identity() {
  co_return read();
}

}  // namespace soundcheck
