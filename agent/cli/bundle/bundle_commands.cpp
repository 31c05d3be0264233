#include "agent/cli/bundle/bundle_commands.hpp"

#include <ostream>
#include <unistd.h>
#include <vector>

#include "agent/bundle/program_files.hpp"

namespace soundcheck::cli {

Exit execute_bundle(const BundleOptions& options, std::ostream& err) {
  const auto program = bundle::program_file("soundcheck-bundle");
  std::vector<std::string> words = {program, "--config", options.config};
  if (options.json)
    words.emplace_back("--json");
  if (!options.show.empty())
    words.insert(words.end(), {"--show", options.show});
  // A file may be called like an option.
  words.emplace_back("--");
  words.emplace_back(options.verb == BundleVerb::preview ? "preview"
                                                         : "export");
  if (options.verb == BundleVerb::keep)
    words.push_back(options.file);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (auto& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  if (!program.empty())
    ::execv(program.c_str(), arguments.data());
  err << "soundcheck-bundle is not installed beside soundcheck\n";
  return Exit::unreachable;
}

}  // namespace soundcheck::cli
