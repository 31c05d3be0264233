#include "agent/local/app_probe_desk.hpp"

namespace soundcheck::local {

// Takes the place of app_probes.cpp where every kilobyte counts.
std::unique_ptr<AppProbeDesk> make_app_probes(boost::asio::any_io_executor,
                                              std::vector<Probe>&,
                                              std::vector<Probe>&) {
  return nullptr;
}

}  // namespace soundcheck::local
