#pragma once

#include <boost/json.hpp>
#include <string>

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud::cli {

/// How a command reaches a cloud that runs.
struct ClientOptions {
  std::string url = "http://127.0.0.1:8080";
  std::string token;       ///< or else of `token_file`
  std::string token_file;  ///< its first line; or else of SOUNDCHECK_TOKEN
};

/// The API's caller. One request at a time, ten seconds each.
class Client {
 public:
  /// Errors: invalid for an URL that is none, denied for an unreadable file.
  static Result<Client> open(const ClientOptions& options);

  /// `path` below /api/v1. Errors: unavailable when nobody answers; else the
  /// cloud's own error.
  Result<boost::json::object> get(const std::string& path) const;
  Result<boost::json::object> post(const std::string& path,
                                   const boost::json::object& body) const;
  /// For what is no JSON. Errors as above.
  Result<std::string> download(const std::string& path) const;

 private:
  Client() = default;
  Result<boost::json::object> call(bool post,
                                   const std::string& path,
                                   const std::string& body) const;

  std::string host_, port_, token_;
};

/// As one segment of a path.
std::string encoded(const std::string& segment);

}  // namespace soundcheck::cloud::cli
