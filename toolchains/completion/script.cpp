#include <CLI/CLI.hpp>
#include <completion/script.hpp>
#include <completion/shell_text.hpp>
#include <memory>

namespace soundcheck::completion {

namespace {

/// Of "TEXT:{en,zh}", as CLI11 describes a closed list of words.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const auto type = option.get_type_name();
  const auto open = type.find('{');
  const auto close = type.find('}', open);
  if (open == type.npos || close == type.npos)
    return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.get_lnames())
    names.push_back("--" + name);
  for (const auto& name : option.get_snames())
    names.push_back("-" + name);
  return names;
}

void add_options(const CLI::App& app, Place& place) {
  for (const auto* option : app.get_options()) {
    if (option->get_group().empty())
      continue;
    const auto names = names_of(*option);
    for (const auto& name : names)
      place.options.emplace_back(name, option->get_description());
    if (option->get_items_expected_max() > 0 && !names.empty())
      place.valued.push_back({names, choices_of(*option)});
    // A word without dashes is offered like a command.
    if (names.empty())
      for (auto& choice : choices_of(*option))
        place.commands.emplace_back(std::move(choice), "");
  }
}

void add_places(const CLI::App& app,
                const std::string& path,
                std::vector<Place>& places) {
  Place place;
  place.path = path;
  add_options(app, place);
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  for (const auto* child : all) {
    if (child->get_name().empty())  // a group of options
      add_options(*child, place);
    else if (!child->get_group().empty())
      place.commands.emplace_back(child->get_name(), child->get_description());
  }
  for (const auto* above = app.get_parent();
       above && app.get_fallthrough() && !path.empty();
       above = above->get_parent())
    add_options(*above, place);
  places.push_back(std::move(place));
  for (const auto* child : all)
    if (!child->get_name().empty() && !child->get_group().empty())
      add_places(*child, path + ' ' + child->get_name(), places);
}

}  // namespace

std::string script(const CLI::App& app, const std::string& shell) {
  std::vector<Place> places;
  add_places(app, "", places);
  if (shell == "bash")
    return bash_script(app.get_name(), places);
  return shell == "zsh" ? zsh_script(app.get_name(), places) : std::string();
}

void add_command(CLI::App& app, std::string& text) {
  const auto shell = std::make_shared<std::string>();
  auto* command = app.add_subcommand(
      "completion", "print the script that completes this command line");
  command->add_option("SHELL", *shell, "for which shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  command->callback([&app, &text, shell] { text = script(app, *shell); });
}

}  // namespace soundcheck::completion
