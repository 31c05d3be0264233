#include "probes/board/linux/verity_devices.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// "254:0", and what the kernel says of that device.
VerityDevice judged_device(std::string name,
                           std::string_view numbers,
                           const KernelCalls& kernel) {
  VerityDevice device{std::move(name), VerityDevice::State::unknown, {}};
  const auto colon = std::min(numbers.find(':'), numbers.size());
  const auto major = number<unsigned>(numbers.substr(0, colon));
  const auto minor =
      number<unsigned>(numbers.substr(std::min(colon + 1, numbers.size())));
  if (!major || !minor) {
    device.why_unknown = "it has no device number";
    return device;
  }
  const auto status = kernel.verity_status(*major, *minor);
  if (!status)
    device.why_unknown = status.error().what;
  else if (status->starts_with('V'))
    device.state = VerityDevice::State::intact;
  else if (status->starts_with('C'))
    device.state = VerityDevice::State::corrupt;
  else
    device.why_unknown = "the kernel says \"" + *status + "\"";
  return device;
}

}  // namespace

Result<std::vector<VerityDevice>> VerityDevices::devices() {
  const std::string folder = "/sys/block/";
  const auto names = root_.list(folder);
  if (!names)
    return names.error();
  std::vector<VerityDevice> devices;
  for (const auto& name : *names) {
    const auto here = folder + name;
    const auto uuid = name.starts_with("dm-")
                          ? root_.read(here + "/dm/uuid")
                          : Result<std::optional<std::string>>();
    if (!uuid || !*uuid || !(*uuid)->starts_with("CRYPT-VERITY-"))
      continue;
    const auto called = root_.read(here + "/dm/name");
    const auto numbers = root_.read(here + "/dev");
    devices.push_back(judged_device(
        called && *called ? std::string(trimmed(**called)) : name,
        numbers && *numbers ? trimmed(**numbers) : std::string_view(),
        kernel_));
  }
  return devices;
}

}  // namespace soundcheck
