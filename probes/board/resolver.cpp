#include "probes/board/resolver.hpp"

namespace soundcheck {

std::string_view to_string(DnsStatus status) {
  switch (status) {
    case DnsStatus::answered:
      return "answered";
    case DnsStatus::no_data:
      return "no_data";
    case DnsStatus::nx_domain:
      return "nx_domain";
    case DnsStatus::server_failure:
      return "server_failure";
    case DnsStatus::no_answer:
      return "no_answer";
    case DnsStatus::malformed:
      return "malformed";
  }
  return "no_answer";
}

}  // namespace soundcheck
