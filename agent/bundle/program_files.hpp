#pragma once

#include <string>

namespace soundcheck::bundle {

/// Where a program of this folder is: beside the one that runs, as in a build,
/// or in ../libexec/soundcheck. Empty: nowhere.
std::string program_file(const std::string& name);

}  // namespace soundcheck::bundle
