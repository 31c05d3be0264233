#include "cloud-sim/broker/configuration.hpp"

#include <sstream>

namespace soundcheck::cloud {

std::string access_rules(const std::string& tenant) {
  const std::string own = "soundcheck/1/" + tenant + "/%u/";
  std::ostringstream rules;
  rules << "user " << cloud_common_name << "\n"
        << "topic readwrite soundcheck/1/" << tenant << "/#\n\n"
        << "pattern read " << own << "command\n"
        << "pattern read " << own << "receipt\n"
        << "pattern read soundcheck/1/" << tenant << "/knowledge\n"
        << "pattern read soundcheck/1/" << tenant << "/keys\n"
        << "pattern write " << own << "presence\n"
        << "pattern write " << own << "report\n"
        << "pattern write " << own << "reply\n";
  return std::move(rules).str();
}

std::string broker_configuration(const BrokerSettings& settings,
                                 const PkiFiles& pki) {
  std::ostringstream out;
  out << "# Written by soundcheck-cloud at each start; changes are lost.\n"
      << "listener " << settings.port << " " << settings.address << "\n"
      << "cafile " << pki.ca_cert.string() << "\n"
      << "certfile " << pki.server_cert.string() << "\n"
      << "keyfile " << pki.server_key.string() << "\n"
      << "tls_version tlsv1.2\n"
      << "require_certificate true\n"
      << "use_identity_as_username true\n"
      << "allow_anonymous false\n"
      << "acl_file " << (settings.folder / "acl").string()
      << "\n"
      // Without it a QoS 1 round trip takes 44 ms more.
      << "set_tcp_nodelay true\n"
      // With the defaults a busy subscriber loses messages that the broker has
      // acknowledged.
      << "max_queued_messages 0\n"
      << "max_inflight_messages 0\n"
      << "message_size_limit " << max_broker_message_bytes
      << "\n"
      // Speakers that never come back must not fill the disk.
      << "persistent_client_expiration 14d\n"
      << "persistence true\n"
      << "persistence_location " << settings.folder.string() << "/\n"
      << "autosave_interval 60\n"
      << "log_dest stderr\n"
      << "log_type error\n"
      << "log_type warning\n"
      << "connection_messages false\n"
      // As root mosquitto would become another user, who cannot read our keys.
      << "user " << settings.user << "\n";
  return std::move(out).str();
}

}  // namespace soundcheck::cloud
