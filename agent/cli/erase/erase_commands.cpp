#include "agent/cli/erase/erase_commands.hpp"

#include <boost/json.hpp>
#include <ostream>

#include "agent/config.hpp"
#include "agent/erasure.hpp"

namespace soundcheck::cli {

namespace {

boost::json::array array_of(const std::vector<std::string>& names) {
  return boost::json::array(names.begin(), names.end());
}

void tell(const Erasure& found,
          const EraseOptions& options,
          std::ostream& out) {
  if (options.json) {
    const boost::json::object document{{"done", options.yes},
                                       {"erased", array_of(found.erased)},
                                       {"kept", array_of(found.kept)}};
    out << boost::json::serialize(document) << "\n";
    return;
  }
  for (const auto& name : found.erased)
    out << (options.yes ? "erased " : "would erase ") << name << "\n";
  for (const auto& name : found.kept)
    out << "kept " << name << "\n";
  if (!options.yes)
    out << "Nothing was done; --yes does it.\n";
}

}  // namespace

Exit execute_erase(const EraseOptions& options,
                   std::ostream& out,
                   std::ostream& err) {
  const auto config = load_config(options.config);
  if (!config) {
    err << "soundcheck: " << config.error().what << "\n";
    return Exit::configuration;
  }
  const auto& folder = config->paths.state_dir;
  const auto found = options.yes ? erase(folder) : plan_erasure(folder);
  if (!found) {
    err << "soundcheck: " << found.error().what << "\n";
    if (found.error().code == Errc::busy)
      err << "Stop it first; it would write anew what is erased.\n";
    return Exit::bad;
  }
  tell(*found, options, out);
  return Exit::good;
}

}  // namespace soundcheck::cli
