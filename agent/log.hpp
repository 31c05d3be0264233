#pragma once

#include <string>
#include <string_view>

namespace soundcheck::log {

/// To standard error. Under systemd each line begins with its priority, which
/// the journal understands; elsewhere with the time.
void start(bool verbose);

void debug(std::string_view what);
void info(std::string_view what);
void warning(std::string_view what);
void error(std::string_view what);

}  // namespace soundcheck::log
