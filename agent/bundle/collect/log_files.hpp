#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agent/bundle/collect/source.hpp"

namespace soundcheck::bundle {

/// The end of each log below {root}/var/log: of the files that `names` lists,
/// or when it is empty of those that look like logs, the newest first. Who logs
/// in where is nobody's business: auth.log and the like are never among them.
std::vector<Source> log_files(const std::filesystem::path& root,
                              const std::vector<std::string>& names);

/// At most so many bytes of the end of a file, whole lines, as they are: for
/// what is redacted field by field. Errors as below.
Result<std::string> read_last_lines(const std::filesystem::path& file,
                                    std::size_t max_bytes,
                                    Instant deadline);

/// The end of a file, whole lines. Errors: unsupported (no regular file), io,
/// timeout.
Result<void> read_tail(const std::filesystem::path& file, Page& page);

}  // namespace soundcheck::bundle
