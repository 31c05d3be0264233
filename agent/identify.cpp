#include "agent/identify.hpp"

#include "agent/log.hpp"

namespace soundcheck {

boost::asio::awaitable<Identity> identify(const Inputs& inputs,
                                          Firmware& firmware) {
  const auto image = co_await firmware.identity();
  if (!image)
    log::error(image.error().during("reading the firmware's identity").what);
  const auto& device = inputs.config.device;
  Identity identity;
  identity.device = device.id;
  identity.tenant = device.tenant;
  identity.model = device.model;
  identity.agent_version = SOUNDCHECK_VERSION;
  if (image) {
    identity.boot_id = image->boot_id;
    identity.firmware_version = image->version;
    identity.slot = image->running_slot;
    if (identity.model.empty())
      identity.model = image->model;
  }
  co_return identity;
}

}  // namespace soundcheck
