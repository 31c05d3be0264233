#include "cloud-sim/assist/erasing.hpp"

#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/erasure.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"

namespace soundcheck::cloud {

Result<std::int64_t> erase_device(Work& work,
                                  const std::string& device,
                                  const std::string& operator_name) {
  if (!find_device(work.db, device))
    return Error(Errc::not_found, "unknown_device",
                 "there is no device \"" + device + "\"; check the id");
  if (const auto live = live_session(work.db, device))
    return Error(Errc::conflict, "session_exists",
                 "a session of " + live->operator_name + " is " + live->state +
                     " on \"" + device + "\"; end it first");
  const auto records = erase_records(work.db, device);
  add_event(work.db, device, work.now_ms, "erased",
            {{"operator", operator_name}}, work.limits);
  work.changes.touched_devices.insert(device);
  return records;
}

}  // namespace soundcheck::cloud
