#include "agent/knowledge/load.hpp"

#include <fstream>
#include <iterator>

namespace soundcheck {

namespace {

/// Far above any real knowledge base; keeps a wrong path such as /dev/zero from
/// eating the memory.
constexpr std::size_t max_bytes = 8 * 1024 * 1024;

}  // namespace

Result<diagnosis::Knowledge> load_knowledge(const std::filesystem::path& file) {
  std::error_code failure;
  std::ifstream in(file, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(file, failure))
    return Error(Errc::io, file.string() + ": cannot be read");
  if (std::filesystem::file_size(file, failure) > max_bytes || failure)
    return Error(Errc::parse, file.string() + ": too large");
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  auto knowledge = diagnosis::parse_knowledge(bytes);
  if (!knowledge)
    return Error(knowledge.error().code,
                 file.string() + ": " + knowledge.error().what);
  return knowledge;
}

}  // namespace soundcheck
