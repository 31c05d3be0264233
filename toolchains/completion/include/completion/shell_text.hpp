#pragma once

#include <string>
#include <utility>
#include <vector>

namespace soundcheck::completion {

/// A word that may stand there, and what it is.
using Word = std::pair<std::string, std::string>;

/// An option that takes a value, by each of its names.
struct Valued {
  std::vector<std::string> names;
  std::vector<std::string> choices;  ///< empty: a file, or anything else
};

/// One command with all that may follow it.
struct Place {
  std::string path;  ///< " firmware sign"; empty for the program itself
  std::vector<Word> commands, options;
  std::vector<Valued> valued;
};

std::string bash_script(const std::string& program,
                        const std::vector<Place>& places);
std::string zsh_script(const std::string& program,
                       const std::vector<Place>& places);

}  // namespace soundcheck::completion
