#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <stop_token>
#include <system_error>

#include "probes/board/file_contents.hpp"

namespace soundcheck {

/// SHA-256 of the next `size_bytes` of an open file; blocks. Errors: ECANCELED
/// (a stop was requested), ENODATA (it ends before), what read(2) says.
boost::system::result<Sha256, std::error_code>
hash_file(int descriptor, std::uint64_t size_bytes, std::stop_token stop);

}  // namespace soundcheck
