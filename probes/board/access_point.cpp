#include "probes/board/access_point.hpp"

namespace soundcheck {

std::string_view to_string(KeyManagement how) {
  switch (how) {
    case KeyManagement::open:
      return "open";
    case KeyManagement::wep:
      return "WEP";
    case KeyManagement::psk:
      return "WPA2 (PSK)";
    case KeyManagement::sae:
      return "WPA3 (SAE)";
    case KeyManagement::enterprise:
      return "WPA2-Enterprise (802.1X)";
    case KeyManagement::owe:
      return "enhanced open (OWE)";
    case KeyManagement::other:
      return "unknown";
  }
  return "unknown";
}

}  // namespace soundcheck
