#include "cloud-sim/result.hpp"

#include <stdexcept>

namespace soundcheck::cloud {

Error Error::during(std::string_view step) const {
  return {kind, code, std::string(step) + ": " + what};
}

void throw_exception_from_error(const Error& error,
                                const boost::source_location&) {
  throw std::logic_error("unchecked result: " + error.what);
}

}  // namespace soundcheck::cloud
