#pragma once

#include <boost/beast/http/verb.hpp>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/records.hpp"

namespace soundcheck::cloud {

/// One request as the handlers see it.
struct Request {
  boost::beast::http::verb verb = boost::beast::http::verb::get;
  std::string path;                          ///< decoded, without query
  std::vector<std::string> segments;         ///< of the path, each decoded
  std::map<std::string, std::string> query;  ///< decoded
  std::vector<std::string> arguments;        ///< what {} of the route matched
  std::string host, content_type, authorization, cookie, last_event_id;
  std::string content_range;
  std::string body;
  std::string remote;  ///< address of the peer
  Token principal;     ///< who asks; set by the gate
};

struct Response {
  unsigned status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
};

Response json_response(unsigned status, const boost::json::value& value);
/// {"error":{"code","message"}} with the status of its kind.
Response error_response(const Error& error);
Response error_response(unsigned status,
                        const std::string& code,
                        const std::string& message);

}  // namespace soundcheck::cloud
