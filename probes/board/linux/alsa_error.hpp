#pragma once

#include <string>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What alsa-lib complained about on this thread, instead of on stderr, for as
/// long as this object lives.
class AlsaComplaints {
 public:
  AlsaComplaints();
  ~AlsaComplaints();
  AlsaComplaints(const AlsaComplaints&) = delete;
  AlsaComplaints& operator=(const AlsaComplaints&) = delete;
};

/// An answer of alsa-lib (a negative errno) as an Error: `what` tells what was
/// tried with which device, then the reason and alsa-lib's last complaint.
/// No such device is unsupported, a device in use is busy.
Error alsa_error(int code, std::string_view what, std::string_view device);

}  // namespace soundcheck
