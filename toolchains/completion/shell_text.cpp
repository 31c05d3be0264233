#include <completion/shell_text.hpp>

namespace soundcheck::completion {

namespace {

/// As one word of either shell, whatever it holds.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

std::string joined(const std::vector<std::string>& words,
                   const std::string& between) {
  std::string out;
  for (const auto& word : words)
    out += (out.empty() ? "" : between) + word;
  return out;
}

std::string function_of(const std::string& program) {
  std::string name = "_";
  for (const char c : program)
    name += c == '-' ? '_' : c;
  return name;
}

/// "'' | ' run'": the patterns under which a case holds, in both shells.
std::string pattern(const std::string& path,
                    const std::vector<std::string>& words) {
  std::vector<std::string> patterns;
  for (const auto& word : words)
    patterns.push_back(quoted(path + '|' + word));
  return joined(patterns, " | ");
}

/// Goes over the words before the cursor: which command they have led to. The
/// value of an option is none, however it is called.
std::string way(const std::vector<Place>& places) {
  std::string commands, values;
  for (const auto& place : places) {
    std::vector<std::string> names;
    for (const auto& [name, what] : place.commands)
      names.push_back(name);
    if (!names.empty())
      commands +=
          "      " + pattern(place.path, names) + ") at+=\" $word\" ;;\n";
    for (const auto& option : place.valued)
      values += "      " + pattern(place.path, option.names) + ") skip=1 ;;\n";
  }
  return "    if [[ -n $skip ]]; then skip=; continue; fi\n"
         "    case \"$at|$word\" in\n" +
         commands + values + "    esac\n";
}

/// What may be the value of the option before the cursor: a closed list, or
/// what the shell thinks of (`otherwise`).
std::string values(const std::vector<Place>& places,
                   const std::string& before_list,
                   const std::string& after_list,
                   const std::string& otherwise) {
  std::string cases;
  for (const auto& place : places)
    for (const auto& option : place.valued)
      cases += "    " + pattern(place.path, option.names) + ")\n      " +
               (option.choices.empty()
                    ? otherwise
                    : before_list + joined(option.choices, " ") + after_list) +
               "\n      return ;;\n";
  return cases;
}

std::vector<Word> all_of(const Place& place) {
  auto words = place.commands;
  words.insert(words.end(), place.options.begin(), place.options.end());
  return words;
}

}  // namespace

std::string bash_script(const std::string& program,
                        const std::vector<Place>& places) {
  const auto function = function_of(program);
  std::string text = "# Completes " + program +
                     " in bash; made by: " + program + " completion bash\n" +
                     function +
                     "() {\n"
                     "  local at= word skip= i cur=${COMP_WORDS[COMP_CWORD]}\n"
                     "  local prev=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
                     "  COMPREPLY=()\n"
                     "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                     "    word=${COMP_WORDS[i]}\n" +
                     way(places) +
                     "  done\n"
                     "  case \"$at|$prev\" in\n" +
                     values(places, "COMPREPLY=($(compgen -W '",
                            "' -- \"$cur\"))", "COMPREPLY=()") +
                     "  esac\n"
                     "  case \"$at\" in\n";
  for (const auto& place : places) {
    std::vector<std::string> words;
    for (const auto& [word, what] : all_of(place))
      words.push_back(word);
    text += "    " + quoted(place.path) + ") words='" + joined(words, " ") +
            "' ;;\n";
  }
  return text +
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "}\n"
         "complete -o default -F " +
         function + " " + program + "\n";
}

std::string zsh_script(const std::string& program,
                       const std::vector<Place>& places) {
  const auto function = function_of(program);
  std::string text = "#compdef " + program + "\n# Made by: " + program +
                     " completion zsh\n" + function +
                     "() {\n"
                     "  local at= word skip= i\n"
                     "  local prev=$words[CURRENT-1]\n"
                     "  local -a found\n"
                     "  for ((i = 2; i < CURRENT; i++)); do\n"
                     "    word=$words[i]\n" +
                     way(places) +
                     "  done\n"
                     "  case \"$at|$prev\" in\n" +
                     values(places, "compadd -- ", "", "_files") +
                     "  esac\n"
                     "  case \"$at\" in\n";
  for (const auto& place : places) {
    text += "    " + quoted(place.path) + ") found=(\n";
    for (const auto& [word, what] : all_of(place))
      text += "      " + quoted(word + ':' + what) + "\n";
    text += "    ) ;;\n";
  }
  return text +
         "  esac\n"
         "  _describe " +
         program +
         " found || _files\n"
         "}\n"
         "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n  " +
         function + " \"$@\"\nelse\n  compdef " + function + " " + program +
         "\nfi\n";
}

}  // namespace soundcheck::completion
