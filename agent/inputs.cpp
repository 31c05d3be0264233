#include "agent/inputs.hpp"

#include "agent/knowledge/load.hpp"
#include "agent/log.hpp"

namespace soundcheck {

namespace {

class Problems {
 public:
  /// Takes the value, or notes why there is none.
  template <class T>
  void take(Result<T> loaded, T& value) {
    if (loaded) {
      value = std::move(*loaded);
    } else {
      text_ += (text_.empty() ? "" : "\n") + loaded.error().what;
      code_ = loaded.error().code;
    }
  }
  bool none() const { return text_.empty(); }
  Error error() const { return Error(code_, text_); }

 private:
  std::string text_;
  Errc code_ = Errc::parse;
};

}  // namespace

Result<Inputs> load_inputs(const std::filesystem::path& config_file) {
  auto config = load_config(config_file);
  if (!config)
    return config.error();
  Inputs inputs;
  Problems problems;
  const auto& paths = config->paths;
  if (!paths.profile.empty())
    problems.take(load_profile(paths.profile), inputs.profile);
  if (!paths.policy.empty())
    problems.take(assist::load_policy(paths.policy), inputs.policy);
  problems.take(load_knowledge(paths.knowledge), inputs.knowledge);
  if (config->has_cloud()) {
    problems.take(
        assist::TrustedKeys::load(paths.root_keys.empty() ? paths.trusted_keys
                                                          : paths.root_keys),
        inputs.keys);
  }
  if (!config->firmware.manifest.empty()) {
    problems.take(assist::TrustedKeys::load(config->firmware.keys),
                  inputs.firmware_keys);
  }
  if (!problems.none())
    return problems.error();
  inputs.config = std::move(*config);
  inputs.config_file = config_file.string();
  return inputs;
}

Broker broker_of(const Config& config) {
  const auto& broker = config.broker;
  return {broker.host, static_cast<std::uint16_t>(broker.port), broker.ca_file,
          broker.cert_file, broker.key_file};
}

assist::KeyRing key_ring_of(const Inputs& inputs) {
  const auto& paths = inputs.config.paths;
  if (paths.root_keys.empty())
    return assist::KeyRing(inputs.keys);
  assist::KeyRing ring(inputs.keys, inputs.config.device.tenant,
                       paths.state_dir + "/keys.manifest");
  const auto loaded = ring.load();
  if (!loaded)
    log::error(loaded.error().during("waiting for new keys").what);
  return ring;
}

}  // namespace soundcheck
