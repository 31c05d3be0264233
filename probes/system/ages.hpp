#pragma once

#include <chrono>
#include <string>

namespace soundcheck::system {

/// "40 s", "9 min", "5 h": how long ago something was, for people.
std::string in_words(std::chrono::milliseconds age);

}  // namespace soundcheck::system
