#pragma once

#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What dm-verity says of one device, "V" or "C" and, of newer kernels, more
/// (DM_TABLE_STATUS of linux/dm-ioctl.h). Errors: denied (without
/// CAP_SYS_ADMIN), unsupported (no device mapper, no such device), io.
Result<std::string> ask_verity_status(unsigned major, unsigned minor);

}  // namespace soundcheck
