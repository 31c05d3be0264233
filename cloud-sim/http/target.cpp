#include "cloud-sim/http/target.hpp"

#include <boost/url.hpp>

namespace soundcheck::cloud {

Result<void> read_target(std::string_view target, Request& request) {
  const auto url = boost::urls::parse_origin_form(target);
  if (!url)
    return Error(Errc::invalid, "bad_target",
                 "the request's path cannot be read");
  request.path.clear();
  for (const auto& segment : url->segments()) {
    std::string text(segment);
    if (text == ".." || text == "." || text.find('\0') != std::string::npos ||
        text.find('/') != std::string::npos)
      return Error(Errc::invalid, "bad_target",
                   "the request's path has a segment that is not allowed");
    request.path += "/" + text;
    request.segments.push_back(std::move(text));
  }
  if (request.path.empty())
    request.path = "/";
  boost::urls::encoding_opts opts;
  opts.space_as_plus = true;
  for (const auto& parameter : url->params(opts))
    request.query[std::string(parameter.key)] = std::string(parameter.value);
  return {};
}

}  // namespace soundcheck::cloud
