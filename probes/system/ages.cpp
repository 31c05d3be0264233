#include "probes/system/ages.hpp"

#include "probes/findings.hpp"

namespace soundcheck::system {

using namespace std::chrono_literals;

std::string in_words(std::chrono::milliseconds age) {
  const auto seconds = static_cast<double>(age.count()) / 1000;
  if (age < 2min)
    return decimal(seconds, 0) + " s";
  if (age < 2h)
    return decimal(seconds / 60, 0) + " min";
  return decimal(seconds / 3600, 0) + " h";
}

}  // namespace soundcheck::system
