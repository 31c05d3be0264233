#include "probes/board/web.hpp"

namespace soundcheck {

std::string where_it_ended(const WebAnswer& answer) {
  switch (answer.reached) {
    case WebStage::name:
      return "the name does not resolve";
    case WebStage::connect:
      return "no connection";
    case WebStage::tls:
      return "connected, but TLS does not come up";
    case WebStage::request:
      return "connected, but no response";
    case WebStage::done:
      return "answered with status " + std::to_string(answer.status);
  }
  return "";
}

}  // namespace soundcheck
