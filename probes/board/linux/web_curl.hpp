#pragma once

#include "probes/board/linux/worker.hpp"
#include "probes/board/web.hpp"

namespace soundcheck {

/// libcurl, held to what the request allows: no redirects, no proxy of the
/// environment, no more body than asked for.
class WebCurl final : public Web {
 public:
  explicit WebCurl(Worker& worker) : worker_(worker) {}
  Task<WebAnswer> get(WebRequest request) override;
  Task<std::vector<WebAnswer>> get_all(
      std::vector<WebRequest> requests) override;

 private:
  Worker& worker_;
};

}  // namespace soundcheck
