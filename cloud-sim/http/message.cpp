#include "cloud-sim/http/message.hpp"

namespace soundcheck::cloud {
namespace {

unsigned status_of(Errc kind) {
  switch (kind) {
    case Errc::invalid:
      return 400;
    case Errc::not_found:
      return 404;
    case Errc::conflict:
      return 409;
    case Errc::denied:
      return 403;
    case Errc::unavailable:
      return 503;
    case Errc::internal:
      return 500;
  }
  return 500;
}

}  // namespace

Response json_response(unsigned status, const boost::json::value& value) {
  return {status, "application/json", boost::json::serialize(value)};
}

Response error_response(unsigned status,
                        const std::string& code,
                        const std::string& message) {
  return json_response(status,
                       {{"error", {{"code", code}, {"message", message}}}});
}

Response error_response(const Error& error) {
  return error_response(status_of(error.kind), error.code, error.what);
}

}  // namespace soundcheck::cloud
