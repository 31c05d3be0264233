#pragma once

#include <filesystem>

#include "agent/assist/key_ring.hpp"
#include "agent/assist/policy.hpp"
#include "agent/assist/signature.hpp"
#include "agent/config.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "agent/uplink/broker.hpp"
#include "probes/profile.hpp"

namespace soundcheck {

/// Every file that the daemon reads when it starts.
struct Inputs {
  Config config;
  Profile profile;
  assist::Policy policy;
  diagnosis::Knowledge knowledge;
  /// Of the root where the config names one, else of the cloud; none without a
  /// cloud.
  assist::TrustedKeys keys;
  assist::TrustedKeys firmware_keys;  ///< none without a manifest
  std::string config_file;
};

/// Errors: parse, io, denied; the text has one line per problem, of all files
/// at once.
Result<Inputs> load_inputs(const std::filesystem::path& config_file);

/// The broker as the uplink wants to be told of it.
Broker broker_of(const Config& config);

/// Whom this speaker obeys. What of the kept manifest no longer holds is told,
/// and comes anew from the cloud.
assist::KeyRing key_ring_of(const Inputs& inputs);

}  // namespace soundcheck
