#include "agent/knowledge/load.hpp"

#include "probes/board/whole_file.hpp"

namespace soundcheck {

namespace {

/// Far above any real knowledge base.
constexpr std::size_t max_bytes = 8 * 1024 * 1024;

}  // namespace

Result<diagnosis::Knowledge> load_knowledge(const std::filesystem::path& file) {
  const auto bytes = read_whole_file(file, max_bytes);
  if (!bytes)
    return bytes.error();
  auto knowledge = diagnosis::parse_knowledge(*bytes);
  if (!knowledge)
    return Error(knowledge.error().code,
                 file.string() + ": " + knowledge.error().what);
  return knowledge;
}

}  // namespace soundcheck
