#include "agent/cli/firmware/firmware_commands.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ostream>
#include <unistd.h>

#include "agent/assist/signing_key.hpp"
#include "agent/cli/firmware/firmware_text.hpp"
#include "agent/cli/firmware/manifest_source.hpp"
#include "agent/cli/firmware/mark_good.hpp"
#include "agent/cli/firmware/verification.hpp"
#include "agent/cli/json.hpp"
#include "agent/cli/print.hpp"
#include "agent/config.hpp"
#include "agent/firmware/counter_file.hpp"
#include "agent/firmware/seal_manifest.hpp"
#include "agent/output_file.hpp"
#include "probes/profile.hpp"

namespace soundcheck::cli {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// What a verb works with.
struct Work {
  const FirmwareOptions& options;
  std::ostream& out;
  std::ostream& err;

  Exit give_up(const Error& error, Exit exit) const {
    if (options.json)
      out << json_of_error(std::string(to_string(error.code)), error.what)
          << '\n';
    std::string_view rest = error.what;
    // One problem, one line.
    while (!rest.empty()) {
      const auto line = rest.substr(0, rest.find('\n'));
      err << "soundcheck: " << printable(std::string(line)) << '\n';
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    return exit;
  }
};

/// reproducible-builds.org/specs/source-date-epoch
std::int64_t build_time() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::string_view text = epoch ? epoch : "";
  std::int64_t seconds = 0;
  const auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (problem == std::errc() && end == text.data() + text.size())
    return seconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

Exit sign(const Work& work) {
  const auto& options = work.options;
  const auto manifest =
      read_manifest_source(options.manifest, options.root, build_time());
  if (!manifest)
    return work.give_up(manifest.error(), Exit::data);
  const auto key = assist::SigningKey::load(options.key);
  if (!key)
    return work.give_up(key.error(), Exit::data);
  const auto sealed = seal_manifest(*manifest, *key);
  if (!sealed)
    return work.give_up(sealed.error(), Exit::data);
  if (const auto done = write_file(options.out, *sealed); !done)
    return work.give_up(done.error(), Exit::cannot_create);
  if (options.json) {
    work.out << json::serialize(
                    json::object{{"out", options.out},
                                 {"product", manifest->product},
                                 {"version", manifest->version},
                                 {"counter", manifest->counter},
                                 {"key_id", manifest->key_id},
                                 {"partitions", manifest->partitions.size()},
                                 {"files", manifest->files.size()},
                                 {"components", manifest->components.size()}})
             << '\n';
    return Exit::good;
  }
  work.out << options.out << ": " << manifest->product << ' '
           << manifest->version << ", counter " << manifest->counter << ", "
           << content_text(*manifest) << "; speakers need " << manifest->key_id
           << ".pem to believe it\n";
  return Exit::good;
}

/// What the daemon would take, for what the user does not give.
Result<void> take_configuration(const FirmwareOptions& options,
                                Subject& subject,
                                std::string& keys) {
  const auto config = load_config(options.config);
  if (!config)
    return config.error();
  if (keys.empty())
    keys = config->firmware.keys;
  if (subject.product.empty() && !config->paths.profile.empty()) {
    const auto profile = load_profile(config->paths.profile);
    if (!profile)
      return profile.error();
    subject.product = profile->firmware.product;
  }
  if (!options.manifest.empty())
    return {};
  subject.manifest = config->firmware.manifest;
  if (subject.manifest.empty()) {
    return Error(Errc::unsupported,
                 options.config + ": names no manifest ([firmware] manifest)");
  }
  if (subject.root.empty())
    subject.root = config->paths.root;
  // Only the daemon's user may look into its state.
  const CounterFile counter(config->paths.state_dir);
  if (::access(counter.path().c_str(), R_OK) == 0)
    subject.state_folder = config->paths.state_dir;
  return {};
}

Exit exit_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return Exit::good;
    case Outcome::failed:
      return Exit::bad;
    default:
      return Exit::could_not_tell;
  }
}

Exit verify(const Work& work) {
  const auto& options = work.options;
  Subject subject;
  subject.manifest = options.manifest;
  subject.root = options.root;
  subject.product = options.product;
  auto keys = options.keys;
  if (options.manifest.empty() || keys.empty()) {
    const auto taken = take_configuration(options, subject, keys);
    if (!taken && taken.error().code == Errc::unsupported)
      return work.give_up(taken.error(), Exit::could_not_tell);
    if (!taken)
      return work.give_up(taken.error(), Exit::configuration);
  }
  std::error_code failed;
  if (!options.manifest.empty() && !fs::exists(subject.manifest, failed)) {
    return work.give_up({Errc::io, options.manifest + ": is not there"},
                        Exit::data);
  }
  auto trusted = assist::TrustedKeys::load(keys);
  if (!trusted)
    return work.give_up(trusted.error(), Exit::configuration);
  subject.keys = std::move(*trusted);
  const auto verification = verify(subject);
  if (options.json)
    work.out << json_of(verification) << '\n';
  else
    print_verification(work.out, verification);
  return exit_of(verification.run.outcome);
}

}  // namespace

Exit execute_firmware(const FirmwareOptions& options,
                      std::ostream& out,
                      std::ostream& err) {
  const Work work{options, out, err};
  switch (options.verb) {
    case FirmwareVerb::sign:
      return sign(work);
    case FirmwareVerb::verify:
      return verify(work);
    case FirmwareVerb::mark_good:
      return mark_good(options, out, err);
  }
  return Exit::usage;
}

}  // namespace soundcheck::cli
