#include "probes/board/result.hpp"

#include <stdexcept>

namespace soundcheck {

std::string_view to_string(Errc code) {
  switch (code) {
    case Errc::unsupported:
      return "unsupported";
    case Errc::timeout:
      return "timeout";
    case Errc::cancelled:
      return "cancelled";
    case Errc::io:
      return "io";
    case Errc::parse:
      return "parse";
    case Errc::denied:
      return "denied";
    case Errc::busy:
      return "busy";
    case Errc::internal:
      return "internal";
  }
  return "internal";
}

Error Error::during(std::string_view step) const {
  return {code, std::string(step) + ": " + what};
}

void throw_exception_from_error(const Error& error,
                                const boost::source_location& where) {
  throw std::logic_error("the value of a failed result was used at " +
                         where.to_string() + ": " + error.what);
}

}  // namespace soundcheck
