#include "probes/board/web.hpp"

namespace soundcheck {

std::string_view to_string(WebStage stage) {
  switch (stage) {
    case WebStage::name:
      return "name";
    case WebStage::connect:
      return "connect";
    case WebStage::tls:
      return "tls";
    case WebStage::request:
      return "request";
    case WebStage::done:
      return "done";
  }
  return "name";
}

}  // namespace soundcheck
