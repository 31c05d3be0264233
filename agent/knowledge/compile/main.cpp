#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "agent/knowledge/compile/compile.hpp"
#include "probes/board/whole_file.hpp"

namespace {

using soundcheck::Errc;
using soundcheck::Error;
using soundcheck::read_whole_file;
using soundcheck::Result;

// <iostream> does not see to it everywhere, see toolchains/lean/iostream.
const std::ios_base::Init streams;

constexpr std::size_t most_bytes = std::size_t{8} * 1024 * 1024;

/// All or nothing: a build that was stopped leaves no half of a file.
Result<void> write_file(const std::filesystem::path& file,
                        const std::string& bytes) {
  std::error_code failure;
  if (file.has_parent_path())
    std::filesystem::create_directories(file.parent_path(), failure);
  const auto part = file.string() + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out)
    std::filesystem::rename(part, file, failure);
  if (!out || failure)
    return Error(Errc::io, file.string() + ": cannot be written");
  return {};
}

Result<void> compile(const std::vector<std::string>& names,
                     const std::string& output) {
  std::vector<soundcheck::knowledge::Source> sources;
  for (const auto& name : names) {
    auto text = read_whole_file(name, most_bytes);
    if (!text)
      return text.error();
    sources.push_back({name, std::move(*text)});
  }
  const auto bytes = soundcheck::knowledge::compile(sources);
  if (!bytes)
    return bytes.error();
  return write_file(output, *bytes);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Compiles the knowledge base of soundcheck from TOML.",
               "soundcheck-knowledge");
  std::string output;
  std::vector<std::string> names;
  app.add_option("-o,--output", output, "the file to write")->required();
  app.add_option("files", names, "TOML files, read in this order")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 64;
  }
  const auto done = compile(names, output);
  if (!done) {
    std::cerr << done.error().what << '\n';
    return 1;
  }
  return 0;
}
